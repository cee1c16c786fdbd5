'use client';
import { useTranslations } from 'use-intl';
import { asCode } from '#app/_ui/as-code.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import type { MissingRecord } from '#server/core/sight.ts';

/** What somebody has to change, and where. */
export function MissingRecords({ records }: { records: readonly MissingRecord[] }) {
  const t = useTranslations('ssl');
  const room = useTranslations('room');
  const ui = useTranslations('ui');
  return (
    <div className="relative overflow-x-auto border-t border-line">
      <table className="w-full text-sm">
        <caption className="px-5 pt-3 pb-2 text-start font-[540]">{t('missing')}</caption>
        <thead>
          <tr className="border-y border-line text-start text-muted">
            <th scope="col" className="h-9 ps-5 font-normal">{room('name')}</th>
            <th scope="col" className="h-9 px-2.5 font-normal">{t('type')}</th>
            <th scope="col" className="h-9 px-2.5 font-normal">{t('value')}</th>
            <th scope="col" className="h-9 px-2.5 font-normal">{t('found')}</th>
            <th scope="col" className="h-9 px-2.5 font-normal">{t('at')}</th>
            <th scope="col" className="h-9 pe-5 ps-2.5"><span className="sr-only">{ui('copy')}</span></th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={`${record.name} ${record.type}`} className="border-b border-line last:border-0">
              <th scope="row" className="h-10 ps-5 text-start font-normal whitespace-nowrap"><bdi>{record.name}</bdi></th>
              <td className="px-2.5">{record.type}</td>
              <td className="px-2.5 whitespace-nowrap">{record.value === '' ? t.rich('removeValues', { values: record.found.join(', '), code: asCode }) : <code>{record.value.replaceAll(' ', ', ')}</code>}</td>
              <td className="px-2.5 text-muted">{record.found.length === 0 ? t('nothing') : <bdi>{record.found.join(', ')}</bdi>}</td>
              <td className="px-2.5 text-muted">{record.at.length === 0 ? t('registrar') : <bdi>{record.at.join(', ')}</bdi>}</td>
              <td className="pe-5 ps-2.5 text-end">{record.value !== '' && <CopyButton value={record.value.replaceAll(' ', '\n')} what={t('recordOf', { type: record.type, name: record.name })} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
