import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Empty } from '#app/_ui/empty.tsx';
import { Card } from '#app/_ui/card.tsx';
import { laterTab } from '../tabs.ts';

type Params = Promise<{ tab: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: laterTab((await params).tab)?.label };
}

/** A tab whose content is still to come says what it will be. A folder of the tab's own name takes its place. */
export default async function LaterTab({ params }: { params: Params }) {
  const tab = laterTab((await params).tab);
  if (tab === undefined) notFound();
  return (
    <Card>
      <Empty title={`${tab.label}: not here yet`}>{tab.later}</Empty>
    </Card>
  );
}
