import type { Outputs } from '#app/_trpc/outputs.ts';
import { limitText } from '#app/_ui/limit-text.ts';
import { Note } from '#app/_ui/note.tsx';
import { Spinner } from '#app/_ui/spinner.tsx';

export type Found = Outputs['services']['contents'][number];
type Contents = NonNullable<Found['contents']>;

const MOST = 6;
const sizeOf = (sizeMb: number | null): string => (sizeMb === null ? '' : ` (${limitText('web_disk_quota', sizeMb)})`);

/** Each kind in one line; the records of a zone only where the zone goes. */
function linesOf({ sites, databases, mailboxes, zones }: Contents, withZones: boolean): readonly { title: string; items: readonly string[] }[] {
  const lines = [
    { title: 'Sites', items: sites.map((one) => one.name + sizeOf(one.sizeMb)) },
    { title: 'Databases', items: databases.map((one) => one.name + sizeOf(one.sizeMb)) },
    { title: 'Mailboxes', items: mailboxes.map((one) => one.name + sizeOf(one.sizeMb)) },
    { title: 'DNS', items: withZones ? zones.map((one) => `${one.name} (${one.records} ${one.records === 1 ? 'record' : 'records'})`) : [] },
  ];
  return lines.filter(({ items }) => items.length > 0);
}

function Place({ found, withZones }: { found: Found; withZones: boolean }) {
  const { node, account, contents, silent } = found;
  if (silent !== undefined) return <Note tone="warn" icon="cross">{node} does not answer: what is on it is not known. <span className="font-normal wrap-anywhere">{silent}</span></Note>;
  const lines = contents === null || contents === undefined ? [] : linesOf(contents, withZones);
  return (
    <div className="rounded-control border border-line px-3 py-2">
      <p className="wrap-anywhere"><span className="font-[540] text-text">{node}</span> <code>{account}</code></p>
      {lines.length === 0 ? <p>{contents === null ? 'Not there: nothing is lost' : 'Empty'}</p> : lines.map(({ title, items }) => (
        <p key={title} className="wrap-anywhere"><span className="text-text">{title}:</span> {items.slice(0, MOST).join(', ')}{items.length > MOST && ` and ${items.length - MOST} more`}</p>
      ))}
    </div>
  );
}

interface WhatGoesProps {
  /** As it was read from the nodes a moment ago; null while it is read. */
  found: readonly Found[] | null;
  /** Zones and their records go too. */
  withZones: boolean;
  /** Why it could not be read at all. */
  error: string | null;
}

/** What stands on the nodes now and will be gone. What is not known is said. */
export function WhatGoes({ found, withZones, error }: WhatGoesProps) {
  if (error !== null) return <Note tone="warn" icon="cross">What stands on the nodes could not be read. <span className="font-normal">{error}</span></Note>;
  if (found === null) return <p role="status" className="flex items-center gap-2"><Spinner /> Reading what stands on the nodes now…</p>;
  // A nameserver has nothing that would go while its zone stays.
  const shown = withZones ? found : found.filter(({ contents, silent }) => silent !== undefined || contents === null || contents === undefined || contents.zones.length === 0 || linesOf(contents, false).length > 0);
  return (
    // What scrolls must be reachable by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="group" aria-label="What stands on the nodes" tabIndex={0} className="flex max-h-60 flex-col gap-2 overflow-y-auto text-sm">
      {shown.map((one) => <Place key={`${one.node} ${one.account}`} found={one} withZones={withZones} />)}
    </div>
  );
}
