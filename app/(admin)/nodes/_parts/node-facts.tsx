import type { Outputs } from '#app/_trpc/outputs.ts';
import { Chip } from '#app/_ui/chip.tsx';
import { KeyValueStrip } from '#app/_ui/key-value.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { roleList, roleTitles } from '../../_parts/roles.ts';
import { Slots } from './node-columns.tsx';
import type { NodeRow } from './node-row.ts';
import { Version } from './node-vitals.tsx';

const sign = (ms: number): string => `${ms > 0 ? '+' : ms < 0 ? '−' : ''}${Math.abs(ms).toLocaleString('en')} ms`;

const titles = { 'server.collectStatus': 'Status read', 'server.syncUsage': 'Usage read' } as const;

/** What it is and carries, and when it was looked at. */
export function NodeFacts({ node, readings }: { node: NodeRow; readings: Outputs['nodes']['byId']['readings'] }) {
  const stopped = (node.status?.services ?? []).filter((service) => !service.running).map((service) => service.name);
  const rows = [
    { name: 'Roles', value: <span className="flex flex-wrap gap-1">{roleList.filter((role) => node.roles.includes(role)).map((role) => <Chip key={role}>{roleTitles[role]}</Chip>)}</span> },
    { name: 'Panel', value: <Version node={node} /> },
    { name: 'In flight', value: <Slots node={node} /> },
    { name: 'Queued', value: node.queued.toLocaleString('en') },
    { name: 'Clock', value: node.status === null ? '–' : sign(node.status.clockAheadMs) },
    { name: 'Not running', value: node.status === null ? '–' : stopped.length === 0 ? 'none' : <span className="text-warn-text">{stopped.join(', ')}</span> },
    { name: 'SSH', value: <code>{node.sshUser}@{node.sshHost}:{node.sshPort}</code> },
    { name: 'SSH key since', value: <TimeAgo at={node.keyAt} /> },
    ...readings.map((one) => ({ name: titles[one.kind], value: one.readAt === null ? 'never' : <TimeAgo at={one.readAt} /> })),
  ];
  return <div className="overflow-hidden rounded-card border border-line shadow-card"><KeyValueStrip rows={rows} /></div>;
}
