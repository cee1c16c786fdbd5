'use client';
import { Plus } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useSaid } from '#app/_words/words.tsx';

interface RoomFrameProps {
  title: string;
  /** `2 of 5`; null while the list is being read. */
  count: string | null;
  /** The verb on the button: *Add mailbox*. */
  add: string;
  /** Why none can be added now; null while one can. */
  full: string | null;
  /** Where one gets more, beside that. */
  upgrade?: ReactNode;
  /** The form for a new one is open. */
  adding: boolean;
  onAdd: () => void;
  /** Shown once there is more than a screenful. */
  search: { value: string; onChange: (value: string) => void; label: string } | null;
  readOnly: string | null;
  error: { sentence: string; onRetry: () => void } | null;
  empty: { title: string; text: string };
  /** The form of a new one. */
  form: ReactNode;
  /** The rows; an empty list is null. */
  children: ReactNode;
  /** They are no list of cards but have a shape of their own. */
  table?: boolean;
  /** Beside the button that adds. */
  more?: ReactNode;
  /** What else the room shows, below its list. */
  below?: ReactNode;
}

/** The shape that every room has. A form stands in the page: a frame that is as tall as its content has no place for dialogs. */
export function RoomFrame({ title, count, add, full, upgrade, adding, onAdd, search, readOnly, error, empty, form, children, table = false, more, below }: RoomFrameProps) {
  const t = useTranslations('room');
  const said = useSaid();
  const button = useRef<HTMLSpanElement>(null);
  const wasAdding = useRef(adding);
  useEffect(() => {
    // The form has taken the focus with it.
    if (wasAdding.current && !adding) button.current?.querySelector<HTMLElement>('button:last-of-type')?.focus();
    wasAdding.current = adding;
  }, [adding]);
  return (
    <section aria-label={title} className="flex max-w-[920px] animate-arrive flex-col gap-4">
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="flex items-baseline gap-2 text-lg font-[600]">
          {title}
          {count !== null && <span className="text-base font-normal text-muted">{count}</span>}
        </h2>
        <span ref={button} className="flex flex-wrap gap-2">{more}{!adding && <Button variant="primary" icon={<Plus size={15} aria-hidden />} disabled={readOnly !== null || full !== null || count === null} onClick={onAdd}>{add}</Button>}</span>
      </header>
      {readOnly !== null && <Note tone="wait" icon="pause">{readOnly}</Note>}
      {readOnly === null && full !== null && <Note tone="wait" icon="stop" action={upgrade}>{full}</Note>}
      {adding && form}
      {search !== null && <Input type="search" aria-label={search.label} placeholder={search.label} value={search.value} maxLength={100} className="sm:w-72" onChange={(event) => search.onChange(event.target.value)} />}
      {error !== null && <Note tone="bad" icon="cross" action={<Button size="small" onClick={error.onRetry}>{t('tryAgain')}</Button>}>{said(error.sentence)}</Note>}
      {count === null ? error === null && <ListSkeleton /> : children === null ? !adding && <div className="rounded-card border border-line bg-surface"><Empty title={empty.title}>{empty.text}</Empty></div> : table ? children : <ul className="divide-y divide-line rounded-card border border-line bg-surface">{children}</ul>}
      {below}
    </section>
  );
}

/** As tall as three rows, so that nothing moves when they come. */
function ListSkeleton() {
  const t = useTranslations('room');
  return (
    <div role="status" aria-label={t('reading')} className="divide-y divide-line rounded-card border border-line bg-surface">
      {[1, 2, 3].map((row) => <div key={row} className="flex h-15 items-center px-4"><Skeleton className="h-4 w-1/3" /></div>)}
    </div>
  );
}
