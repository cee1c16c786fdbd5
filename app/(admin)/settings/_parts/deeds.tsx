'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import { type Entry, useSettings } from './settings-context.tsx';

type Deed = Outputs['settings']['deeds']['rows'][number];

const verbs: Readonly<Record<string, string>> = {
  'services.setLimit': 'set a limit of', 'settings.save': 'changed', 'settings.undo': 'took back', 'settings.import': 'imported', 'settings.logo': 'changed',
  'instances.add': 'connected', 'instances.change': 'changed', 'instances.remove': 'removed', 'instances.addKey': 'made a key for', 'instances.revokeKey': 'revoked a key of',
  'whmcs.saveApi': 'changed the API credential of', 'whmcs.removeApi': 'removed the API credential of', 'whmcs.chooseDepartment': 'chose the department for tickets of',
  'notifications.save': 'changed the target', 'notifications.newSecret': 'made a new key for the target', 'notifications.remove': 'removed the target', 'apiKeys.add': 'made the API key', 'apiKeys.revoke': 'revoked the API key',
};
/** What is not named here reads as it is called. */
const verbOf = ({ what, before }: Deed): string => (what === 'notifications.save' && before === null ? 'made the target' : undefined) ?? verbs[what] ?? `${what.split('.').at(-1)?.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) ?? what}:`;

function words(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(words).join(', ');
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([name, part]) => `${name} ${words(part)}`).join(', ');
  return value === null || value === undefined ? 'nothing' : value === '' ? 'empty' : value === true ? 'on' : value === false ? 'off' : String(value);
}
/** Of what was made, what it was given nothing of is no news. */
const isVoid = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What was there, and what is since; each part in a line. */
function Parts({ before, after, labelOf }: Pick<Deed, 'before' | 'after'> & { labelOf: (part: string) => string }) {
  const parts = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((part) => before !== null || !isVoid(after?.[part]));
  return (
    <ul className="mt-0.5 text-sm text-muted">
      {parts.map((part) => (
        <li key={part} className="wrap-anywhere">
          {part !== 'value' && <>{labelOf(part)}: </>}
          {before !== null && <del className="decoration-faint">{words(before[part])}</del>}{before !== null && after !== null && ' → '}{after !== null && <ins className="text-text no-underline">{words(after[part])}</ins>}
        </li>
      ))}
    </ul>
  );
}

export function DeedRow({ deed, entry }: { deed: Deed; entry: Pick<Entry, 'title' | 'fields'> | undefined }) {
  const { at, who, subject, before, after } = deed;
  const labelOf = (part: string) => entry?.fields.find(({ name }) => name === part)?.label ?? part;
  return (
    <li className="flex flex-wrap justify-between gap-x-6 gap-y-1 px-5 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <p className="wrap-anywhere"><span className="font-[540]">{who}</span> {verbOf(deed)} <span className="font-[540]">{entry?.title ?? subject}</span></p>
        <Parts before={before} after={after} labelOf={labelOf} />
      </div>
      <ClockTime at={at} className="text-sm whitespace-nowrap text-muted" />
    </li>
  );
}

/** Who changed what in the house. */
export function Deeds() {
  const trpc = useTRPC();
  const { sections } = useSettings();
  const entries = sections.flatMap((section) => section.entries);
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(trpc.settings.deeds.infiniteQueryOptions({}, {
    initialCursor: undefined, getNextPageParam: (last) => (last.more ? last.rows.at(-1)?.id : undefined),
  }));
  const rows = data?.pages.flatMap((page) => page.rows);
  return (
    <Card title="Who changed what" flush>
      {error !== null && <div className="p-5 pt-0"><ErrorNote title="The log could not be read" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote></div>}
      {rows === undefined && error === null && <Skeleton className="mx-5 mb-5 h-40" />}
      {rows?.length === 0 && <Empty title="Nothing was changed yet">Each change of a setting, a key or a connection stands here, with what was before.</Empty>}
      {rows !== undefined && rows.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {rows.map((deed) => <DeedRow key={deed.id} deed={deed} entry={deed.what.startsWith('settings.') ? entries.find(({ key }) => key === deed.subject) : undefined} />)}
        </ul>
      )}
      {hasNextPage && <div className="border-t border-line px-5 py-3"><Button size="small" busy={isFetching} onClick={() => void fetchNextPage()}>Show older ones</Button></div>}
    </Card>
  );
}
