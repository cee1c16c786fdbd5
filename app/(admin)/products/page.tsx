import type { Metadata } from 'next';
import { asStaff } from '../_parts/as-staff.ts';
import { ProductList } from './_parts/product-list.tsx';

export const metadata: Metadata = { title: 'Products' };

export default async function ProductsPage() {
  const [products, groups] = await asStaff((caller) => Promise.all([caller.products.list(), caller.groups.list()]));
  return <ProductList products={products} groups={groups} />;
}
