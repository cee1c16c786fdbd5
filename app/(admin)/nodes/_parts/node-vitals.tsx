import clsx from 'clsx';
import type { NodeRow } from './node-row.ts';

type Vital = Pick<NodeRow, 'status'>;

/** Its panel's version, marked when a hole of it is known. */
export const Version = ({ node: { status } }: { node: Vital }) => (status === null ? <span className="text-muted">–</span> : (
  <span className={clsx('whitespace-nowrap', status.vulnerable && 'font-[540] text-bad-text')} title={status.vulnerable ? 'This version has known holes: bring it up to date' : undefined}>
    {status.version}{status.vulnerable && ' · vulnerable'}
  </span>
));

export const Load = ({ node: { status } }: { node: Vital }) => <>{status?.load == null ? '–' : status.load.toFixed(2)}</>;

export function Disk({ node: { status } }: { node: Vital }) {
  if (status?.disk == null) return <>–</>;
  const share = status.disk.usedMb / Math.max(1, status.disk.totalMb);
  const free = (status.disk.totalMb - status.disk.usedMb) / 1024;
  return <span className={clsx('whitespace-nowrap', share >= 0.9 ? 'text-bad-text' : share >= 0.8 && 'text-warn-text')} title={`${free.toFixed(1)} GB free`}>{Math.round(share * 100)} %</span>;
}
