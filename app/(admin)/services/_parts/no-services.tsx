'use client';
import { Button } from '#app/_ui/button.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ButtonLink } from '#app/_ui/link.tsx';

interface NoServicesProps {
  filtered: boolean;
  products: number;
  onClear: () => void;
}

export function NoServices({ filtered, products, onClear }: NoServicesProps) {
  if (filtered) return <Empty title="No service matches" action={<Button onClick={onClear}>Show all</Button>}>Search takes a part of a domain or of a reference, or a whole service number.</Empty>;
  if (products === 0) return <Empty title="Nothing to sell yet" action={<ButtonLink href="/products" variant="primary">Make a product</ButtonLink>}>A service is built from a product: it says on which nodes it lives and how much it may hold.</Empty>;
  return <Empty title="No services yet">Orders from WHMCS appear here by themselves, within the second. To try it without WHMCS, press New service.</Empty>;
}
