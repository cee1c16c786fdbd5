import { CopyButton } from '#app/_ui/copy-button.tsx';
import type { MissingRecord } from '#server/core/sight.ts';

const wish = ({ value, found }: MissingRecord): string => (value === '' ? `remove ${found.join(', ')}` : value.replaceAll(' ', ', '));

/** What somebody has to change, and where. */
export function MissingRecords({ records }: { records: readonly MissingRecord[] }) {
  return (
    <div className="relative overflow-x-auto border-t border-line">
      <table className="w-full text-sm">
        <caption className="px-5 pt-3 pb-2 text-start font-[540]">Records that are missing</caption>
        <thead>
          <tr className="border-y border-line text-start text-muted">
            <th scope="col" className="h-9 ps-5 font-normal">Name</th>
            <th scope="col" className="h-9 px-2.5 font-normal">Type</th>
            <th scope="col" className="h-9 px-2.5 font-normal">Value</th>
            <th scope="col" className="h-9 px-2.5 font-normal">Found</th>
            <th scope="col" className="h-9 px-2.5 font-normal">At</th>
            <th scope="col" className="h-9 pe-5 ps-2.5"><span className="sr-only">Copy</span></th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={`${record.name} ${record.type}`} className="border-b border-line last:border-0">
              <th scope="row" className="h-10 ps-5 text-start font-normal whitespace-nowrap">{record.name}</th>
              <td className="px-2.5">{record.type}</td>
              <td className="px-2.5 whitespace-nowrap"><code>{wish(record)}</code></td>
              <td className="px-2.5 text-muted">{record.found.join(', ') || 'nothing'}</td>
              <td className="px-2.5 text-muted">{record.at.join(', ') || 'the registrar'}</td>
              <td className="pe-5 ps-2.5 text-end">{record.value !== '' && <CopyButton value={record.value.replaceAll(' ', '\n')} what={`${record.type} record of ${record.name}`} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
