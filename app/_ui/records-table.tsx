import type { ManagedRecord } from '#server/core/zone-own.ts';
import { Chip } from './chip.tsx';

interface RecordsTableProps {
  label: string;
  records: readonly ManagedRecord[];
}

const keyOf = ({ name, type, priority, value }: ManagedRecord): string => [name, type, priority, value].join(' ');

/** The records that a product keeps; on a phone each is a block of its own. */
export function RecordsTable({ label, records }: RecordsTableProps) {
  return (
    <table aria-label={label} className="w-full text-sm">
      <thead className="max-sm:sr-only">
        <tr className="border-y border-line text-start text-muted">
          <th scope="col" className="h-9 ps-5 font-normal">Name</th>
          <th scope="col" className="h-9 px-2.5 font-normal">Type</th>
          <th scope="col" className="h-9 px-2.5 text-end font-normal">Priority</th>
          <th scope="col" className="h-9 px-2.5 font-normal">Value</th>
          <th scope="col" className="h-9 px-2.5 text-end font-normal">TTL</th>
          <th scope="col" className="h-9 px-2.5 pe-5 font-normal">Kept by us</th>
        </tr>
      </thead>
      <tbody className="max-sm:border-t max-sm:border-line">
        {records.map((record) => (
          <tr key={keyOf(record)} className="border-b border-line align-top last:border-0 max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:px-5 max-sm:py-3">
            <th scope="row" className="py-2 ps-5 text-start font-[540] whitespace-nowrap max-sm:p-0">{record.name}</th>
            <td className="px-2.5 py-2 max-sm:p-0">{record.type}</td>
            <td className="px-2.5 py-2 text-end text-muted max-sm:p-0">{record.priority}</td>
            <td className="px-2.5 py-2 wrap-anywhere max-sm:basis-full max-sm:p-0"><code>{record.value}</code></td>
            <td className="px-2.5 py-2 text-end whitespace-nowrap text-muted max-sm:p-0">{record.ttl} s</td>
            <td className="py-2 pe-5 ps-2.5 max-sm:p-0">{record.from === 'template' ? <span className="text-muted">Managed</span> : <Chip tone="accent">Managed, by the product</Chip>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
