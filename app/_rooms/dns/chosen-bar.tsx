'use client';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { Select } from '#app/_ui/select.tsx';
import type { ZoneRow } from '#server/core/zone-own.ts';
import type { Edits } from './use-edits.ts';
import { rowKey } from './words.ts';

const ttls = [{ value: '300', name: 'm5' }, { value: '3600', name: 'h1' }, { value: '14400', name: 'h4' }, { value: '86400', name: 'd1' }] as const;

/** What is done to several at once, as one change; and what was just removed. */
export function ChosenBar({ edits, rows }: { edits: Edits; rows: readonly ZoneRow[] }) {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const { chosen, removed, busy } = edits;
  const own = rows.filter((row) => chosen.has(rowKey(row)));
  const setTtl = (ttl: number) => edits.run(own.flatMap(({ id, name, type, value, priority }) => (id === null ? [] : [{ do: 'change' as const, id, record: { name, type, value, priority, ttl } }])));
  if (own.length > 0) return (
    <div role="group" aria-label={t('chosenLabel')} className="flex flex-wrap items-center gap-2 rounded-card border border-line bg-surface px-4 py-2">
      <span className="me-auto font-[540]">{t('chosen', { count: own.length })}</span>
      <Select aria-label={t('setTtl')} options={[{ value: '', label: t('setTtlAsk') }, ...ttls.map(({ value, name }) => ({ value, label: t(`ttls.${name}`) }))]} value="" disabled={busy} onChange={(event) => event.target.value !== '' && setTtl(Number(event.target.value))} />
      <Button size="small" variant="danger" busy={busy} onClick={() => edits.removeAll(own)}>{room('remove')}</Button>
      <Button size="small" variant="quiet" onClick={edits.unchoose}>{t('chooseNone')}</Button>
    </div>
  );
  return removed === null ? null : (
    <div role="status" className="flex flex-wrap items-center justify-between gap-2 rounded-card border border-line bg-surface px-4 py-2">
      <span className="wrap-anywhere">{t('removed', { title: removed.what === null ? t('records', { count: removed.count }) : removed.what })}</span>
      <Button size="small" busy={busy} onClick={removed.undo}>{room('undo')}</Button>
    </div>
  );
}
