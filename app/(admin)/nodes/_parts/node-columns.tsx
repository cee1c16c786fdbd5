'use client';
import { Chip } from '#app/_ui/chip.tsx';
import { Link } from '#app/_ui/link.tsx';
import type { Column } from '../../_parts/list/rows-table.tsx';
import { roleList, roleTitles } from '../../_parts/roles.ts';
import { Health } from './health.tsx';
import type { NodeRow } from './node-row.ts';
import { NodeStateSelect } from './node-state.tsx';
import { Disk, Load, Version } from './node-vitals.tsx';

/** In flight of the slots, as a bar that is full when the node is. */
export function Slots({ node }: { node: NodeRow }) {
  const share = Math.min(100, (node.inFlight / node.slots) * 100);
  return (
    <span className="flex items-center gap-2.5">
      <span aria-hidden className="h-1.5 w-16 shrink-0 overflow-hidden rounded-full bg-wait-soft shadow-[inset_0_0_0_1px_var(--color-line)]">
        <span className={`block h-full rounded-full transition-[width] ${share >= 100 ? 'bg-warn' : 'bg-accent'}`} style={{ width: `${share}%` }} />
      </span>
      <span className="whitespace-nowrap">{node.inFlight}/{node.slots}</span>
    </span>
  );
}

const Roles = ({ node }: { node: NodeRow }) => (
  <span className="flex flex-wrap gap-1">{roleList.filter((role) => node.roles.includes(role)).map((role) => <Chip key={role}>{roleTitles[role]}</Chip>)}</span>
);

/** Services, of those that it may have. */
const Places = ({ node }: { node: NodeRow }) => <>{node.services.toLocaleString('en')}{node.maxAccounts !== null && <span className="text-muted">/{node.maxAccounts.toLocaleString('en')}</span>}</>;

const Name = ({ node }: { node: NodeRow }) => <Link href={`/nodes/${node.id}`} className="text-base font-[540] wrap-anywhere normal-nums">{node.name}</Link>;

export const nodeColumns: readonly Column<NodeRow>[] = [
  { id: 'name', header: 'Name', cell: ({ row }) => <Name node={row.original} /> },
  { id: 'roles', header: 'Roles', cell: ({ row }) => <Roles node={row.original} /> },
  { id: 'group', header: 'Group', cell: ({ row }) => row.original.group },
  { id: 'slots', header: 'In flight', cell: ({ row }) => <Slots node={row.original} /> },
  { id: 'queued', header: 'Queued', cell: ({ row }) => row.original.queued.toLocaleString('en') },
  { id: 'services', header: 'Services', cell: ({ row }) => <Places node={row.original} /> },
  { id: 'load', header: 'Load', cell: ({ row }) => <Load node={row.original} /> },
  { id: 'disk', header: 'Disk', cell: ({ row }) => <Disk node={row.original} /> },
  { id: 'version', header: 'Panel', cell: ({ row }) => <Version node={row.original} /> },
  { id: 'health', header: 'Health', cell: ({ row }) => <Health node={row.original} /> },
  { id: 'state', header: 'State', cell: ({ row }) => <NodeStateSelect node={row.original} /> },
];

export function NodeCard({ node }: { node: NodeRow }) {
  return (
    <div className="flex flex-col gap-2">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <Name node={node} />
        <NodeStateSelect node={node} />
      </span>
      <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <Roles node={node} />
        <Slots node={node} />
        <span className="text-muted">{node.group} · {node.queued} queued · {node.services} {node.services === 1 ? 'service' : 'services'}</span>
        <span className="text-muted">Load <Load node={node} /> · disk <Disk node={node} /> · <Version node={node} /></span>
      </span>
      <Health node={node} />
    </div>
  );
}
