import { notFound } from 'next/navigation';
import { SectionEntries } from '../_parts/section-entries.tsx';

/** Each with what it shows besides its entries of the catalogue. */
const sections = ['brand', 'tasks', 'ssl', 'provisioning', 'tickets', 'notifications', 'retention', 'keys', 'history'];

export default async function SectionPage({ params }: { params: Promise<{ section: string }> }) {
  const { section } = await params;
  if (!sections.includes(section)) notFound();
  return <SectionEntries of={section} />;
}
