'use client';
import Link from 'next/link';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { serviceWords } from '#server/core/operation.ts';
import { DriftedChip } from '../../_parts/drifted-chip.tsx';
import type { Column } from '../../_parts/list/rows-table.tsx';

type Row = Outputs['services']['list']['rows'][number];

/** A deployment under way says how far it is. */
function State({ row }: { row: Row }) {
  const words = serviceWords[row.state];
  const label = row.state === 'deploying' && row.progress !== null ? `${words.staff} ${Math.floor(row.progress / 10)} %` : undefined;
  return <span className="inline-flex flex-wrap items-center gap-1.5"><StatusPill words={words} label={label} />{row.drifted && <DriftedChip />}</span>;
}

/** A running or failed deployment is what one comes to see; else the whole. */
const hrefOf = (row: Row): string => `/services/${row.id}${row.state === 'deploying' || row.state === 'failed' ? '/deploy' : ''}`;

const Name = ({ row }: { row: Row }) => (
  <Link href={hrefOf(row)} className="rounded-pill text-base font-[540] wrap-anywhere normal-nums underline decoration-transparent underline-offset-3 transition-colors hover:decoration-current">{row.domain}</Link>
);

export const serviceColumns: readonly Column<Row>[] = [
  { id: 'id', header: 'ID', cell: ({ row }) => <span className="text-muted">#{row.original.id}</span> },
  { id: 'domain', header: 'Domain', cell: ({ row }) => <Name row={row.original} /> },
  { id: 'state', header: 'State', cell: ({ row }) => <State row={row.original} /> },
  { id: 'product', header: 'Product', cell: ({ row }) => row.original.product },
  { id: 'instance', header: 'Ordered by', cell: ({ row }) => <span className="text-muted">{row.original.instance} · {row.original.externalId}</span> },
  { id: 'reference', header: 'Reference', cell: ({ row }) => <code>{row.original.reference}</code> },
  { id: 'created', header: 'Created', cell: ({ row }) => <TimeAgo at={row.original.createdAt} className="text-muted" /> },
];

export function ServiceCard({ row }: { row: Row }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <Name row={row} />
        <State row={row} />
      </span>
      <span className="text-sm text-muted">#{row.id} · {row.product} · {row.instance} {row.externalId} · <TimeAgo at={row.createdAt} /></span>
    </div>
  );
}
