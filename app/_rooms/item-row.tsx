'use client';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { useNow } from '#app/_ui/clock.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { type ItemState, itemWords } from '#server/core/items/item.ts';
import { type StatusWords, taskWords } from '#server/core/task.ts';
import type { TaskView } from '#server/core/view.ts';

interface ItemRowProps {
  title: string;
  /** What it is set to, in a line. */
  line: ReactNode;
  /** At the right of the title, while nothing is being done to it. */
  aside?: ReactNode;
  /** Buttons of its own, before the others. */
  more?: ReactNode;
  /** Under its line. */
  below?: ReactNode;
  state: ItemState;
  task: TaskView | null;
  audience: 'customer' | 'staff';
  readOnly: boolean;
  /** The form that changes it is open below. */
  form: ReactNode;
  /** Null for what stays as it was made. */
  onEdit: (() => void) | null;
  /** Somebody changed it on the node: how it is there, null when that can not be said. */
  outside?: { gone: boolean; line: ReactNode } | null;
  onKeep?: () => Promise<unknown>;
  onSetBack?: () => Promise<unknown>;
  /** What is lost with it. */
  loses: string;
  onRemove: () => Promise<unknown>;
  onUndo: () => Promise<unknown>;
  onRetry: () => Promise<unknown>;
  onDiscard: () => Promise<unknown>;
  sentenceOf: (error: unknown) => string;
}

export const pillOf = (state: keyof typeof itemWords, task: TaskView | null): StatusWords => {
  const late = task !== null && (task.status === 'postponed' || task.status === 'retrying') && task.startedAt !== null;
  return late ? { staff: `${itemWords[state].staff}: waiting`, customer: taskWords.postponed.customer, tone: 'warn', icon: 'pause' } : itemWords[state];
};

/** One item: as it is, or what is being done to it, or why that did not work and what can be done now. */
export function ItemRow(props: ItemRowProps) {
  const t = useTranslations('room');
  const { title, line, aside, more, below, state, task, audience, readOnly, form, onEdit } = props;
  const [asking, setAsking] = useState(false);
  const act = useAct(props.sentenceOf);
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <Head title={title} line={line}>
        {state !== 'present' && state !== 'failed' && <StatusPill words={pillOf(state, task)} audience={audience} />}
        {state === 'removing' && <Undo task={task} busy={act.busy} onUndo={() => act.run(props.onUndo)} />}
        {state === 'present' && aside}
        {(state === 'present' || state === 'changing') && !readOnly && form === null && !asking && (
          <span className="flex gap-2">
            {more}
            {onEdit !== null && <Button size="small" aria-label={t('editOne', { title })} onClick={onEdit}>{t('edit')}</Button>}
            <Button size="small" variant="quiet" aria-label={t('removeOne', { title })} onClick={() => setAsking(true)}>{t('remove')}</Button>
          </span>
        )}
      </Head>
      {below}
      {props.outside != null && state !== 'changing' && state !== 'removing' ? <ChangedOutside {...props} outside={props.outside} act={act} /> : state === 'failed' && <Failed {...props} act={act} />}
      {asking && state !== 'removing' && <Ask title={title} loses={props.loses} busy={act.busy} onKeep={() => setAsking(false)} onRemove={() => act.run(props.onRemove, () => setAsking(false))} />}
      <FormError message={act.error} />
      {form}
    </li>
  );
}

function Head({ title, line, children }: { title: string; line: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-[540] wrap-anywhere"><bdi>{title}</bdi></p>
        <p className="text-sm wrap-anywhere text-muted">{line}</p>
      </div>
      {children}
    </div>
  );
}

/** One that is on its way to the server: it stands where it will stand. */
export function SentRow({ title, audience }: { title: string; audience: 'customer' | 'staff' }) {
  return <li aria-busy className="px-4 py-3"><Head title={title} line={'\u00a0'}><StatusPill words={itemWords.creating} audience={audience} /></Head></li>;
}

interface Act {
  busy: boolean;
  error: string | null;
  run(work: () => Promise<unknown>, then?: () => void): void;
}
export function useAct(sentenceOf: (error: unknown) => string): Act {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run: Act['run'] = (work, then) => {
    setBusy(true);
    setError(null);
    work().then(() => then?.(), (refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  return { busy, error, run };
}

/** Only while it has not begun. */
function Undo({ task, busy, onUndo }: { task: TaskView | null; busy: boolean; onUndo: () => void }) {
  const t = useTranslations('room');
  const now = useNow();
  if (task?.status !== 'postponed' || task.startedAt !== null || task.runAt === null) return null;
  const left = now === null ? null : Math.max(0, Math.ceil((Date.parse(task.runAt) - now) / 1000));
  return <Button size="small" busy={busy} onClick={onUndo}>{left !== null && left > 0 ? t('undoIn', { seconds: left }) : t('undo')}</Button>;
}

function Ask({ title, loses, busy, onKeep, onRemove }: { title: string; loses: string; busy: boolean; onKeep: () => void; onRemove: () => void }) {
  const t = useTranslations('room');
  return (
    <div role="group" aria-label={t('removeQuestion', { title })} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control bg-bad-soft px-3 py-2.5">
      <p className="min-w-0 flex-1 basis-60 text-bad-text"><span className="font-[600]">{t('removeQuestion', { title })}</span> {loses}</p>
      <span className="flex gap-2">
        <Button size="small" onClick={onKeep}>{t('keep')}</Button>
        <Button size="small" variant="danger" busy={busy} onClick={onRemove}>{t('remove')}</Button>
      </span>
    </div>
  );
}

function Failed({ task, readOnly, onEdit, onRetry, onDiscard, act }: ItemRowProps & { act: Act }) {
  const t = useTranslations('room');
  const said = useSaid();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control bg-warn-soft px-3 py-2.5">
      <p role="status" className="min-w-0 flex-1 basis-60 text-warn-text"><span className="font-[600]">{t('didNotWork')}</span> {task?.error == null ? t('stopped') : said(task.error.message)}. {t('nothingElse')}</p>
      {!readOnly && (
        <span className="flex flex-wrap gap-2">
          <Button size="small" variant="primary" busy={act.busy} onClick={() => act.run(onRetry)}>{t('tryAgain')}</Button>
          {onEdit !== null && <Button size="small" disabled={act.busy} onClick={onEdit}>{t('edit')}</Button>}
          <Button size="small" variant="quiet" disabled={act.busy} onClick={() => act.run(onDiscard)}>{t('setAside')}</Button>
        </span>
      )}
    </div>
  );
}

/** What is there and what should be there: a person chooses, and nothing is overwritten before. */
function ChangedOutside({ title, outside: { gone, line }, readOnly, form, onEdit, onKeep, onSetBack, act }: ItemRowProps & { outside: NonNullable<ItemRowProps['outside']>; act: Act }) {
  const t = useTranslations('room');
  return (
    <div role="group" aria-label={t('outsideLabel', { title })} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control bg-warn-soft px-3 py-2.5">
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere text-warn-text"><span className="font-[600]">{t('outside')}</span> {gone ? t('outsideGone') : line === null ? t('outsideOdd') : t.rich('outsideIs', { line: () => <>{line}</> })}</p>
      {!readOnly && form === null && (
        <span className="flex flex-wrap gap-2">
          {(gone || line !== null) && <Button size="small" busy={act.busy} onClick={() => act.run(onKeep ?? never)}>{t(gone ? 'outsideRemove' : 'outsideKeep')}</Button>}
          {gone ? onEdit !== null && <Button size="small" variant="primary" disabled={act.busy} onClick={onEdit}>{t('outsideMake')}</Button> : <Button size="small" variant="primary" busy={act.busy} onClick={() => act.run(onSetBack ?? never)}>{t('outsideBack')}</Button>}
        </span>
      )}
    </div>
  );
}
const never = () => Promise.resolve();
