import { Chip } from '#app/_ui/chip.tsx';
import type { Tone } from '#server/core/task.ts';
import type { Drift, Finding } from '#server/core/verify.ts';
import { RoleButton } from '../../../../_parts/staff/role-button.tsx';

export const findingWords: Record<Finding['is'], { label: string; tone: Tone }> = {
  fine: { label: 'As wished', tone: 'ok' },
  differs: { label: 'Differs', tone: 'warn' },
  conflict: { label: 'Conflict', tone: 'bad' },
  unknown: { label: 'Not known', tone: 'wait' },
};

interface DriftTableProps {
  findings: Drift['findings'];
  nodeName(id: number): string;
  onRepair(key: string): void;
  busy: boolean;
}

/** Every part that is not as wished: what should be there, where, and what was found instead. */
export function DriftTable({ findings, nodeName, onRepair, busy }: DriftTableProps) {
  return (
    <table aria-label="What differs" className="w-full text-sm">
      <thead className="max-sm:sr-only">
        <tr className="border-y border-line text-left text-muted">
          <th scope="col" className="h-9 pl-5 font-normal">Wanted</th>
          <th scope="col" className="h-9 px-2.5 font-normal">On</th>
          <th scope="col" className="h-9 px-2.5 font-normal">Found</th>
          <th scope="col" className="h-9 pr-5 pl-2.5"><span className="sr-only">Action</span></th>
        </tr>
      </thead>
      <tbody>
        {findings.map((one) => (
          <tr key={one.key} className="border-b border-line align-top last:border-0 max-sm:flex max-sm:flex-col max-sm:gap-1 max-sm:px-5 max-sm:py-3">
            <th scope="row" className="py-2 pl-5 text-left font-normal wrap-anywhere max-sm:p-0"><code>{one.target}</code></th>
            <td className="px-2.5 py-2 text-muted max-sm:p-0">{nodeName(one.nodeId)}</td>
            <td className="px-2.5 py-2 wrap-anywhere max-sm:p-0"><Chip tone={findingWords[one.is].tone} className="mr-2">{findingWords[one.is].label}</Chip>{one.found}</td>
            <td className="py-1 pr-5 pl-2.5 text-right max-sm:p-0 max-sm:text-left">{one.is === 'differs' && <RoleButton ability="drive" size="small" disabled={busy} onClick={() => onRepair(one.key)} aria-label={`Repair ${one.target}: ${one.found}`}>Repair</RoleButton>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
