import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { asStaff } from '../../_parts/as-staff.ts';
import { ServiceList } from '../_parts/service-list.tsx';
import { loadServiceSearch, serviceInput } from '../search.ts';

export const metadata: Metadata = { title: 'Services' };

export default async function ServicesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const input = serviceInput(await loadServiceSearch(searchParams));
  const [data, products] = await asStaff((caller) => Promise.all([caller.services.list(input), caller.products.list()]));
  return <ServiceList initial={{ input, data }} products={products} />;
}
