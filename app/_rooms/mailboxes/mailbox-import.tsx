'use client';
import clsx from 'clsx';
import { unparse } from 'papaparse';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { download } from '#app/_ui/download.ts';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { sizeText } from '#app/_ui/limit-text.ts';
import { madePassword } from '#app/_ui/password-field.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { TextFile } from '#app/_ui/text-file.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { useSaid } from '#app/_words/words.tsx';
import type { ItemView } from '#server/core/items/item.ts';
import { domain as domainRule, login as loginRule } from '#server/core/names.ts';
import { useRoom, useRooms } from '../room-context.tsx';
import { CSV_MOST, type CsvLine, type CsvWish, type MailboxCsv, readMailboxCsv } from './mailbox-csv.ts';

/** What became of a line: nothing yet, accepted, or the server's reason. */
type Ends = ReadonlyMap<number, { fault: string | null }>;
interface Wished extends CsvLine {
  wish: CsvWish;
}
const isWished = (line: CsvLine): line is Wished => line.wish !== null;

/** Many mailboxes from a table: first what would become of each line, then one after another, each with its own end. */
export function MailboxImport({ onClose }: { onClose: () => void }) {
  const t = useTranslations('mailboxes.import');
  const words = useTranslations('room');
  const tag = useLocale();
  const room = useRoom('mailbox');
  const { api, view: { service: { domain, home } } } = useRooms();
  const [text, setText] = useState('');
  const [table, setTable] = useState<MailboxCsv | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [ends, setEnds] = useState<Ends | null>(null);
  const [going, setGoing] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    card.current?.querySelector('textarea')?.focus();
    return () => { open.current = false; };
  }, []);
  const login = home?.logins.find((one) => one.role === 'mail')?.login;
  const { items, limits } = room;
  const write = (next: string) => {
    setText(next);
    setError(null);
    if (next.trim() === '' || items === null || limits === null || login === undefined) return setTable(null);
    const others = items.flatMap(({ item }) => (item.wish === null ? [] : [{ name: item.name, settings: item.wish }]));
    setTable(readMailboxCsv(next, { domain: domainRule.parse(domain), login: loginRule.parse(login), limits, others }, madePassword));
  };
  const lines = table?.ok === true ? table.lines : [];
  const wished = lines.filter(isWished);
  const bring = async () => {
    setGoing(true);
    const known = new Map<number, { fault: string | null }>();
    setEnds(new Map());
    for (const { at, wish } of wished) {
      if (!open.current) return;
      const made = await api.add({ kind: 'mailbox', name: wish.name, settings: wish.settings, password: wish.password }).then((item: ItemView) => { room.take(item); return null; }, sentenceOf);
      known.set(at, { fault: made });
      setEnds(new Map(known));
    }
    setGoing(false);
  };
  const added = wished.filter(({ at }) => ends?.get(at)?.fault === null);
  const save = () => download(unparse([['address', 'password'], ...added.map(({ title, wish }) => [title, wish.password])], { escapeFormulae: true }), `${domain}-mailboxes.csv`, 'text/csv');
  return (
    <div ref={card} role="group" aria-label={t('title')} className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 sm:p-5">
      {ends === null ? (
        <>
          <Field label={t('table')} hint={t('hint')} error={table?.ok === false ? table.message : undefined}>
            <Textarea mono rows={6} value={text} spellCheck={false} placeholder={`anna@${domain},,500`} onChange={(event) => write(event.target.value)} />
          </Field>
          <TextFile label={t('file')} accept=".csv,.txt,text/csv,text/plain" most={CSV_MOST} onText={write} onTooLarge={(file) => setError(t('large', { file, most: sizeText(CSV_MOST / 1_000_000, tag) }))} />
        </>
      ) : <ProgressBar label={t('progress')} of={text} permille={wished.length === 0 ? 1000 : Math.round((ends.size / wished.length) * 1000)} valueText={t('of', { done: ends.size, all: wished.length })} moving={going} />}
      {lines.length > 0 && (
        <ul aria-label={t('lines')} className="flex max-h-80 flex-col gap-1 overflow-y-auto text-sm">
          {lines.map((line) => <Line key={line.at} line={line} end={ends?.get(line.at) ?? null} />)}
        </ul>
      )}
      {added.some(({ wish }) => wish.made) && !going && <p className="text-sm text-muted">{t('once')}</p>}
      <FormError message={error} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        {ends === null ? (
          <>
            <Button onClick={onClose}>{words('cancel')}</Button>
            <Button variant="primary" disabled={wished.length === 0} onClick={() => void bring()}>{t('add', { count: wished.length })}</Button>
          </>
        ) : (
          <>
            <Button disabled={added.length === 0 || going} onClick={save}>{t('save')}</Button>
            <Button variant="primary" disabled={going} onClick={onClose}>{t('done')}</Button>
          </>
        )}
      </div>
    </div>
  );
}

function Line({ line: { at, title, wish, fault }, end }: { line: CsvLine; end: { fault: string | null } | null }) {
  const t = useTranslations('mailboxes.import');
  const said = useSaid();
  const tag = useLocale();
  const why = fault ?? end?.fault ?? null;
  const quota = wish?.settings.quotaMb ?? null;
  const what = why === null ? [t(end !== null ? 'added' : wish?.made === true ? 'willMade' : 'will'), ...(quota === null ? [] : [sizeText(quota, tag)])].join(' · ') : said(why);
  return (
    <li className="flex flex-wrap gap-x-2 wrap-anywhere">
      <span className="w-8 shrink-0 text-faint tabular-nums">{at}</span>
      <bdi dir="ltr" className="font-[540]">{title}</bdi>
      <span className={clsx(why !== null && 'text-bad-text', why === null && 'text-muted')}>{what}</span>
    </li>
  );
}
