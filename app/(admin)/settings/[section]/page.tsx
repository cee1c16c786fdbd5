import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { asStaff } from '../../_parts/as-staff.ts';
import { ApiKeys } from '../_parts/api-keys.tsx';
import { Deeds } from '../_parts/deeds.tsx';
import { Deliveries } from '../_parts/deliveries.tsx';
import { SectionEntries } from '../_parts/section-entries.tsx';
import { Targets } from '../_parts/targets.tsx';
import { Transfer } from '../_parts/transfer.tsx';

async function Notifications() {
  const initial = await asStaff((caller) => caller.notifications.list());
  return (
    <>
      <Targets initial={initial} />
      <Deliveries />
      <SectionEntries of="notifications" />
    </>
  );
}

const Keys = async () => <ApiKeys initial={await asStaff((caller) => caller.apiKeys.list())} />;

const History = () => <><Transfer /><Deeds /></>;

/** Of each section what it shows; null: only its entries of the catalogue. */
const sections: Readonly<Record<string, (() => ReactNode | Promise<ReactNode>) | null>> = { brand: null, tasks: null, ssl: null, provisioning: null, tickets: null, notifications: Notifications, retention: null, keys: Keys, history: History };

export default async function SectionPage({ params }: { params: Promise<{ section: string }> }) {
  const { section } = await params;
  const Shown = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (Shown === undefined) notFound();
  return Shown === null ? <SectionEntries of={section} /> : <Shown />;
}
