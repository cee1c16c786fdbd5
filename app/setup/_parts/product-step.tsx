'use client';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ProductEditor } from '#app/(admin)/_parts/product/product-editor.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';

interface ProductStepProps {
  groups: Outputs['groups']['list'];
  products: Outputs['products']['list'];
  onNext: () => void;
}

export function ProductStep({ groups, products, onNext }: ProductStepProps) {
  if (groups.length === 0) return <Card><Empty title="First a node">A product is built on the nodes of a group; the first node brings the first group.</Empty></Card>;
  if (products.length > 0) {
    return (
      <Card title="Products" className="max-w-[620px]">
        <ul className="flex flex-col gap-1">{products.map((product) => <li key={product.id}><span className="font-[540]">{product.name}</span> <code className="text-muted">{product.slug}</code></li>)}</ul>
        <div className="mt-5"><Button variant="primary" onClick={onNext}>Go on</Button></div>
      </Card>
    );
  }
  return <Card title="What do you sell?"><ProductEditor product={null} groups={groups} onSaved={onNext} /></Card>;
}
