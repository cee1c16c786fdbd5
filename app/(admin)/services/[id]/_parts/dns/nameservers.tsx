import { Link } from '#app/_ui/link.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import type { StatusWords } from '#server/core/task.ts';
import { RoleButton } from '../../../../_parts/staff/role-button.tsx';

export interface NameserverRow {
  id: number;
  name: string;
  hostname: string | null;
  /** Null while it is looked at. */
  words: StatusWords | null;
  serial: number | null;
  /** One sentence under it. */
  note: string;
  /** What its button does; null without one. */
  action: 'Resync' | 'Bring a copy' | null;
}

interface NameserversProps {
  rows: readonly NameserverRow[];
  /** The node that is being asked for. */
  busy: number | null;
  onResync: (id: number) => void;
}

/** Each nameserver with how it has the zone. */
export function Nameservers({ rows, busy, onResync }: NameserversProps) {
  return (
    <table aria-label="Nameservers" className="w-full text-sm">
      <thead className="max-sm:sr-only">
        <tr className="border-y border-line text-left text-muted">
          <th scope="col" className="h-9 pl-5 font-normal">Nameserver</th>
          <th scope="col" className="h-9 px-2.5 font-normal">State</th>
          <th scope="col" className="h-9 px-2.5 text-right font-normal">Serial</th>
          <th scope="col" className="h-9 pr-5 pl-2.5"><span className="sr-only">Action</span></th>
        </tr>
      </thead>
      <tbody className="max-sm:border-t max-sm:border-line">
        {rows.map((row) => (
          <tr key={row.id} className="border-b border-line align-top last:border-0 max-sm:flex max-sm:flex-col max-sm:gap-2 max-sm:px-5 max-sm:py-3">
            <th scope="row" className="py-2.5 pl-5 text-left font-normal max-sm:p-0">
              <Link href={`/nodes/${row.id}`} className="font-[540] normal-nums">{row.name}</Link>
              <span className="block wrap-anywhere text-muted normal-nums">{row.hostname}</span>
            </th>
            <td className="px-2.5 py-2.5 wrap-anywhere max-sm:p-0">
              {row.words === null ? <Skeleton className="h-6 w-20 rounded-pill" /> : <StatusPill words={row.words} />}
              <span className="mt-1 block text-muted">{row.note}</span>
            </td>
            <td className="px-2.5 py-3 text-right max-sm:p-0 max-sm:text-left">{row.serial === null ? <span aria-hidden className="text-muted max-sm:hidden">–</span> : <><span className="text-muted sm:hidden">Serial </span>{row.serial}</>}</td>
            <td className="py-2 pr-5 pl-2.5 text-right max-sm:p-0 max-sm:text-left">{row.action !== null && <RoleButton ability="drive" size="small" busy={busy === row.id} onClick={() => onResync(row.id)} aria-label={`${row.action}: ${row.name}`}>{row.action}</RoleButton>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
