'use client';
import { Inbox } from 'lucide-react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { KeyValue, KeyValueStrip } from '#app/_ui/key-value.tsx';
import { LiveRegion } from '#app/_ui/live-region.tsx';
import { Note } from '#app/_ui/note.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { serviceWords } from '#server/core/operation.ts';
import { Shelf } from './shelf.tsx';

const facts = [
  { name: 'Target', value: 'customer.com' },
  { name: 'Server', value: 'ns2' },
  { name: 'Waited', value: '38 ms' },
  { name: 'Ran', value: '2.9 s' },
  { name: 'Why it waits', value: 'Back-off until 23:08:52' },
];

export function Surfaces() {
  return (
    <Shelf title="Surfaces">
      <PageHeader title="customer.com" crumbs={[{ label: 'Services', href: '/gallery' }, { label: '#1843 · WHMCS 7' }]} pill={<StatusPill words={serviceWords.deploying} />} actions={<><Button>Open in WHMCS</Button><Button>Suspend</Button></>} />
      <Card title={<>Deployment #1 <Chip tone="ok">9 success</Chip> <Chip tone="accent">2 running</Chip></>} actions={<><Button>Retry failed</Button><Button variant="danger">Redeploy (hard reset)…</Button></>}>
        <p className="text-muted">69 % · started 23:41:10 by WHMCS · 26 s so far, usually 34–48 s on this plan</p>
      </Card>
      <Card title="#2566 dns.syncRecords" flush><div className="border-t border-line"><KeyValueStrip rows={facts} /></div></Card>
      <KeyValue rows={[{ name: 'FTP and SFTP', value: <code>customer-com-web@web-1.host.example</code>, action: <CopyButton value="customer-com-web@web-1.host.example" what="login" /> }, { name: 'Plan', value: 'Hosting M' }]} />
      <Note tone="ok" icon="check">Your hosting is ready. It took 38 seconds.</Note>
      <Note tone="warn" icon="pause" action={<Button size="small">Open the circuit</Button>}>Node ns2 has not answered for 4 minutes. Its tasks wait.</Note>
      <Note tone="accent" icon="clock">You look at this service; only an administrator can change it.</Note>
      <ErrorNote title="The tasks could not be read" reference="7F3A-12" onRetry={() => undefined}>The database did not answer. Nothing was changed.</ErrorNote>
      <ErrorNote title="The tasks could not be read" reference="7F3A-12" retrying onRetry={() => undefined}>The database did not answer. Nothing was changed.</ErrorNote>
      <Card><Empty title="No tasks yet" icon={<Inbox size={24} aria-hidden />} action={<Button variant="primary">Add a product</Button>}>When WHMCS orders a service, its steps appear here while they happen.</Empty></Card>
      <Card title="Loading"><div className="flex flex-col gap-3"><Skeleton className="h-3 w-2/3" /><Skeleton className="h-3 w-1/2" /><Skeleton className="h-3 w-3/5" /></div></Card>
      <LiveRegion message="Publishing your zone. 7 of 13 steps completed." />
    </Shelf>
  );
}
