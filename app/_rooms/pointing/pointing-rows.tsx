'use client';
import { useTranslations } from 'use-intl';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import type { PointingRecord, PointingState } from '#server/core/pointing.ts';
import type { StatusWords } from '#server/core/task.ts';

const looks: Record<PointingState, Pick<StatusWords, 'tone' | 'icon'>> = { right: { tone: 'ok', icon: 'check' }, elsewhere: { tone: 'warn', icon: 'cross' }, missing: { tone: 'warn', icon: 'cross' }, unknown: { tone: 'wait', icon: 'clock' } };

type T = ReturnType<typeof useTranslations<'pointing'>>;

function answerTo(t: T, records: readonly PointingRecord[]): string {
  const wrong = records.filter(({ state }) => state === 'elsewhere' || state === 'missing').length;
  if (records.length === 0) return t('none');
  if (wrong > 0) return t('wrong', { wrong, of: records.length });
  return records.some(({ state }) => state === 'unknown') ? t('unknown') : t('all');
}

/** What is said of it now, in a few words. */
function foundLine(t: T, { state, found, fault }: PointingRecord, staff: boolean): string {
  if (state === 'unknown') return staff && fault !== null ? fault : t('unasked');
  return found.length > 0 ? t('answers', { found: found.join(', ') }) : state === 'missing' ? t('missing') : '';
}

/** The answer in a sentence, then each record with what to set. */
export function PointingRows({ records, staff }: { records: readonly PointingRecord[]; staff: boolean }) {
  const t = useTranslations('pointing');
  return (
    <div className="divide-y divide-line rounded-card border border-line bg-surface">
      <p role="status" className="px-4 py-3 font-[540]">{answerTo(t, records)}</p>
      {records.length > 0 && (
        <ul aria-label={t('records')} className="divide-y divide-line">
          {records.map((record) => <Row key={`${record.name} ${record.type}`} record={record} staff={staff} />)}
        </ul>
      )}
    </div>
  );
}

function Row({ record, staff }: { record: PointingRecord; staff: boolean }) {
  const t = useTranslations('pointing');
  const { name, type, state, found } = record;
  const line = foundLine(t, record, staff);
  const wanted = record.value.split(' ').filter((word) => word !== '');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="min-w-0 flex-1 basis-52">
        <code className="wrap-anywhere">{name}</code> <span className="text-sm text-muted">{type}</span>
        {line !== '' && <span className="block text-sm wrap-anywhere text-muted">{line}</span>}
      </span>
      <StatusPill words={{ ...looks[state], staff: t(`state.${state}`), customer: t(`state.${state}`) }} audience={staff ? 'staff' : 'customer'} />
      {state !== 'right' && (
        <span className="flex min-w-0 basis-full items-center justify-between gap-3 text-sm">
          {wanted.length === 0 ? <span className="wrap-anywhere">{t('remove', { found: found.join(', ') })}</span> : (
            <>
              <span className="min-w-0 wrap-anywhere"><span className="text-muted">{t(type === 'NS' ? 'nameservers' : 'set')}</span> {wanted.map((value) => <code key={value} className="me-2 inline-block">{value}</code>)}</span>
              <CopyButton value={wanted.join('\n')} what={t('recordOf', { type, name })} />
            </>
          )}
        </span>
      )}
    </li>
  );
}
