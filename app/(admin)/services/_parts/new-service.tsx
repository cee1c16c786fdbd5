'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '#app/_ui/dialog.tsx';
import { OrderForm, type Product } from '../../_parts/order-form.tsx';
import { useRouter } from 'next/navigation';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

/** No product, no button: the empty list says what is needed first. */
export function NewService({ products }: { products: readonly Product[] }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  if (products.length === 0) return null;
  return (
    <>
      <RoleButton ability="drive" variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen(true)}>New service</RoleButton>
      <Dialog open={open} onClose={() => setOpen(false)} title="New service">
        <OrderForm products={products} onPlaced={(id) => router.push(`/services/${id}/deploy`)} />
      </Dialog>
    </>
  );
}
