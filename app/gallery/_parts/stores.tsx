'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BackupSet } from '#app/_rooms/backups/backup-set.tsx';
import { RestoreForm } from '#app/_rooms/backups/restore-form.tsx';
import { Restoring } from '#app/_rooms/backups/restoring.tsx';
import { Editor } from '#app/_rooms/files/editor.tsx';
import { Files } from '#app/_rooms/files/files.tsx';
import { Uploads } from '#app/_rooms/files/uploads.tsx';
import { type RoomsApi, RoomsProvider } from '#app/_rooms/room-context.tsx';
import { newQueries } from '#app/_trpc/queries.ts';
import { home, noItems, secondsAgo, view } from '../factories.ts';
import { aBackup, files, restoring, script, uploads } from '../factories-stores.ts';
import { Shelf } from './shelf.tsx';

const nothing = () => undefined;
const whole = view({ steps: [['web.addDomain', 'succeeded', 3]], progress: 1000, state: 'active' });
const withFiles = view({ steps: [['web.addDomain', 'succeeded', 3]], progress: 1000, state: 'active', service: { home: { ...home, has: [...home.has, 'files'] } } });
const silent = () => new Promise<never>(nothing);
const fails = async () => { throw new Error('gallery'); };

/** A room as one server answers it; each has its own memory. */
function Sample({ name, api, readOnly = null, of = whole, children }: { name: string; api: Partial<RoomsApi>; readOnly?: string | null; of?: typeof whole; children: ReactNode }) {
  const [client] = useState(newQueries);
  return (
    <div>
      <p className="mb-2 text-sm text-muted">{name}</p>
      <QueryClientProvider client={client}><RoomsProvider api={{ ...noItems, ...api }} view={of} audience="customer" readOnly={readOnly}>{children}</RoomsProvider></QueryClientProvider>
    </div>
  );
}

const listed = (limit: number, backups: readonly ReturnType<typeof aBackup>[]): RoomsApi['list'] => async (kind) => ({ ...(await noItems.list(kind)), limit, items: backups.map(({ item }) => item), tasks: backups.flatMap(({ task }) => (task === null ? [] : { ...task, after: [...task.after], tries: [...task.tries] })) });
const plans: Partial<RoomsApi> = { backups: { ...noItems.backups, plans: async () => [{ kind: 'webBackup', every: 'weekly', hour: 2, weekday: 1, keep: 2, nextAt: secondsAgo(-86_400), trouble: 'Every place is taken by backups that were made by hand: none was made' }] } };
const parts: RoomsApi['backups'] = {
  ...noItems.backups,
  parts: async () => ({ silent: 'web-1 does not answer', mailUnread: true, parts: [{ is: 'site', name: '', title: 'rosas-bakery.example', now: 'there', sizeMb: 1840 }, { is: 'database', name: 'rosas-bakery-web_shop', title: 'rosas-bakery-web_shop', now: 'gone', sizeMb: null }, { is: 'mailbox', name: 'info', title: 'info@rosas-bakery.example', now: 'gone', sizeMb: null }] }),
};

function Backups() {
  return (
    <Shelf title="Backups">
      <Sample name="In every state, with a plan that was held up" api={{ list: listed(8, (['present', 'elsewhere', 'creating', 'removing', 'failed'] as const).map(aBackup)), ...plans }}><BackupSet kind="webBackup" name="web" /></Sample>
      <Sample name="All places taken" api={{ list: listed(1, [aBackup('present', 0)]) }}><BackupSet kind="webBackup" name="all" /></Sample>
      <Sample name="None yet" api={{}}><BackupSet kind="mailBackup" name="mail" /></Sample>
      <Sample name="Shown only" api={{ list: listed(3, [aBackup('present', 0)]) }} readOnly="The service is suspended: a panel takes no changes then. Unsuspend it first."><BackupSet kind="webBackup" name="web" /></Sample>
      <Sample name="What is restored" api={{ backups: parts }}><RestoreForm id={1} name="4" onClose={nothing} /></Sample>
      {(['running', 'succeeded', 'failed'] as const).map((status) => <Sample key={status} name={`A restore, ${status}`} api={{}}><Restoring restore={restoring(status)} onAgain={nothing} /></Sample>)}
    </Shelf>
  );
}

const folder = (list: RoomsApi['files']['list'], open: RoomsApi['files']['open'] = noItems.files.open): Partial<RoomsApi> => ({ files: { ...noItems.files, list, open } });
const text: RoomsApi['files'] = { ...noItems.files, read: async () => ({ text: '<?php\necho "Rosa’s bread";\n', entry: script }) };

function FileStates() {
  return (
    <Shelf title="Files">
      <Sample name="A folder, of which more is there than is shown" of={withFiles} api={folder(async () => ({ entries: [...files], more: true }))}><Files /></Sample>
      <Sample name="An empty one, shown only" of={withFiles} api={{}} readOnly="Your plan shows this and leaves changes to us. Write to us for one."><Files /></Sample>
      <Sample name="Being read" of={withFiles} api={folder(silent)}><Files /></Sample>
      <Sample name="Not to be read" of={withFiles} api={folder(fails)}><Files /></Sample>
      <Sample name="Before the server lets us in" of={withFiles} api={folder(silent, async () => ({ ready: false }))}><Files /></Sample>
      <Sample name="It does not" of={withFiles} api={folder(silent, fails)}><Files /></Sample>
      <Sample name="A node without" api={{}}><Files /></Sample>
      <Sample name="Uploads" api={{}}><Uploads list={uploads} onStop={nothing} onReplace={nothing} onClear={nothing} /></Sample>
      <Sample name="An editor" api={{ files: text }}><Editor path="shop/index.php" readOnly={false} onClose={nothing} /></Sample>
    </Shelf>
  );
}

export function Stores() {
  return <><Backups /><FileStates /></>;
}
