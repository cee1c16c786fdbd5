'use client';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { OrderForm } from '#app/(admin)/_parts/order-form.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';

interface OrderStepProps {
  products: Outputs['products']['list'];
  onPlaced: (id: number, domain: string) => void;
  onSkip: () => void;
}

export function OrderStep({ products, onPlaced, onSkip }: OrderStepProps) {
  if (products.length === 0) return <Card><Empty title="First a product">There is nothing to order yet.</Empty></Card>;
  return (
    <Card title="Try it with an order" actions={<Button size="small" onClick={onSkip}>Skip</Button>} className="max-w-[620px]">
      <p className="mb-4 text-muted">It builds real accounts on your nodes, as an order from WHMCS would. Take a domain that nobody uses.</p>
      <OrderForm products={products} onPlaced={onPlaced} />
    </Card>
  );
}
