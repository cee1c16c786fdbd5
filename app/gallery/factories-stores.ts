/** Builders for what a service keeps: its backups in each state, and its files. */
import type { UploadView } from '#app/_rooms/files/use-uploads.ts';
import type { RestoreView } from '#app/_rooms/backups/restoring.tsx';
import type { FileEntry } from '#server/core/files.ts';
import type { BackupSettings } from '#server/core/items/backup.ts';
import type { ItemView } from '#server/core/items/item.ts';
import { backupFile } from '#server/core/names.ts';
import type { TaskStatus } from '#server/core/task.ts';
import type { TaskView } from '#server/core/view.ts';
import { secondsAgo, task, view } from './factories.ts';

const archive = (at: number, bytes: number | null): BackupSettings => ({
  from: at % 2 === 0 ? 'person' : 'schedule',
  archive: { name: backupFile.parse(`rosas-bakery-web.2026-06-0${at + 1}_02-00-00.tar`), sizeMb: 1840, bytes, madeAt: secondsAgo(86_400 * (at + 1)), sites: ['rosas-bakery.example'], databases: ['rosas-bakery-web_shop'], mailDomains: [] },
});
const statuses = { present: null, elsewhere: null, creating: 'running', removing: 'postponed', failed: 'failed' } as const satisfies Record<string, TaskStatus | null>;

/** `elsewhere`: its file is not on the node. */
export function aBackup(state: keyof typeof statuses, at: number): { item: ItemView<'webBackup'>; task: TaskView | null } {
  const id = 30 + at;
  const known = state === 'creating' || state === 'failed' ? null : archive(at, state === 'elsewhere' ? null : 1_929_379_840);
  const status = statuses[state];
  const its = status === null ? null : { ...task([state === 'removing' ? 'web.backupDelete' : 'web.backupCreate', status, 3], 2700 + at), item: id };
  return {
    item: { id, kind: 'webBackup', name: String(at + 1), rev: 1, wish: state === 'removing' ? null : (known ?? { from: 'person', archive: null }), known, aside: null, outside: null },
    task: its === null || state !== 'removing' ? its : { ...its, startedAt: null, runAt: secondsAgo(-8) },
  };
}

/** A restore of two parts, of which the second stands so. */
export function restoring(status: 'running' | 'succeeded' | 'failed'): RestoreView {
  const { operations: [operation] } = view({ steps: [['web.restoreSite', 'succeeded', 8], ['web.restoreDatabase', status, 3]], progress: status === 'running' ? 550 : 1000, operation: { id: 60, kind: 'change' } });
  if (operation === undefined) throw new Error('A view has an operation');
  return {
    operation, moving: status === 'running',
    tasks: [{ ...task(['web.restoreSite', 'succeeded', 8], 2800), action: 'web.restoreSite' }, { ...task(['web.restoreDatabase', status, 3], 2801), action: 'web.restoreDatabase', target: 'rosas-bakery-web_shop' }],
  };
}

const entry = (name: string, kind: FileEntry['kind'], bytes: number, mode: number): FileEntry => ({ name, kind, bytes, mode, changedAt: secondsAgo(3600), version: '1' });
export const script = entry('index.php', 'file', 1840, 0o644);
export const files: readonly FileEntry[] = [
  entry('shop', 'folder', 4096, 0o755), script, entry('a-name-that-somebody-has-made-much-longer-than-anybody-would-want-to-read-on-a-phone.tar.gz', 'file', 1_929_379_840, 0o600), entry('latest', 'link', 0, 0o777), entry('<b>ملف</b>.txt', 'file', 0, 0o644),
];

const states: readonly UploadView['state'][] = ['sending', 'waiting', 'stored', 'exists', 'failed', 'stopped', 'lost'];
export const uploads: readonly UploadView[] = states.map((state, id) => ({ id, name: `photo-${id}.jpg`, sent: state === 'stored' ? 4_200_000 : 1_700_000, total: 4_200_000, state, message: state === 'exists' ? 'There is a file of this name' : state === 'failed' ? 'The disk space of the plan is used up' : null }));
