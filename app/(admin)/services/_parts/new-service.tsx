'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { OrderForm, type Product } from '../../_parts/order-form.tsx';
import { useRouter } from 'next/navigation';

/** No product, no button: the empty list says what is needed first. */
export function NewService({ products }: { products: readonly Product[] }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  if (products.length === 0) return null;
  return (
    <>
      <Button variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen(true)}>New service</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="New service">
        <OrderForm products={products} onPlaced={(id) => router.push(`/services/${id}/deploy`)} />
      </Dialog>
    </>
  );
}
