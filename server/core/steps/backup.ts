import { type BackupKind, isBackup } from '../items/backup.ts';
import { backupFile, databaseName, domain as domainName, localPart, type Login, type Role } from '../names.ts';
import { conflict, done, failed, type Outcome, refused } from '../outcome.ts';
import type { BackupFacts } from '../backup-panel.ts';
import type { Answer } from '../panel.ts';
import type { ItemTask } from '../wish.ts';
import { removed } from './item.ts';
import { accountOf, type Step, type StepContext } from './step.ts';

type BackupTask = ItemTask & { kind: BackupKind };
const backupOf = ({ wish: { item } }: StepContext): BackupTask | null => (item !== null && isBackup(item.kind) ? (item as BackupTask) : null);

/** With one that is made, everything that is known of the account's others. */
function made(context: StepContext, item: BackupTask | null, archive: BackupFacts, backups: readonly BackupFacts[], changed: boolean): Outcome {
  context.say(`The archive is ${archive.name} on the node, ${archive.sizeMb} MB`);
  if (item === null) return done(changed);
  return done(changed, { item: { known: { from: item.settings?.from ?? 'person', archive }, passwordVersion: item.passwordVersion, settled: true }, backups });
}

/** What a lost attempt may have made: the newest that is nobody's. */
const unclaimed = (list: readonly BackupFacts[], { others }: BackupTask): BackupFacts | undefined => list.filter(({ name }) => !others.includes(name)).toSorted((a, b) => a.name.localeCompare(b.name)).at(-1);

const FULL = 'Every place for a backup is taken on the server: delete one, then try again';

/**
 * An archive of the account: one of the service's backups, or, without an item, one before something that can't be undone.
 * Of those an attempt in doubt makes another one: nobody can tell whose the newest is.
 */
export const createBackup = (role: Role): Step => async (context) => {
  const { panel, wish, say, doubt } = context;
  const { login, limits } = accountOf(context, role);
  const item = backupOf(context);
  if (item !== null && item.settings === null) return done(false);
  const found = await panel.users.find(login);
  if (found === null && item === null) {
    say(`Account ${login} is not on the node: there is nothing to back up`);
    return done(false);
  }
  if (found === null) return failed(`Account ${login} is not on the node any more`, 'Redeploy the service, or terminate it.', { retry: false });
  if (found.marker !== wish.marker) return conflict(`Account ${login} exists on the node and is not ours`);
  const list = await panel.backups.list(login);
  const lost = item !== null && doubt ? unclaimed(list, item) : undefined;
  if (lost !== undefined) return made(context, item, lost, list, false);
  // The panel would make room by deleting the oldest, which may be dear to somebody.
  if (item !== null && limits.backups !== null && list.length >= limits.backups) return failed(`${login} has ${list.length} of ${limits.backups} backups`, 'Delete one, then retry.', { retry: false, customer: FULL });
  const before = new Set(list.map(({ name }) => name));
  const answer = await panel.backups.add(login);
  const after = await panel.backups.list(login);
  const archive = after.find(({ name }) => !before.has(name));
  if (archive !== undefined) return made(context, item, archive, after, true);
  if (!answer.ok) return answer.refusal === 'suspended' ? failed(answer.message, answer.hint, { retry: false, code: answer.code, customer: 'The service is suspended on the server: no backup can be made of it' }) : refused(answer);
  return failed(`The node lists no new backup of ${login}`, 'See how many backups its package allows; retry, or skip this step to go on without one.', { retry: true });
};

const fileOf = (item: BackupTask) => backupFile.safeParse(item.known?.archive?.name).data ?? null;

export const deleteBackup = (role: Role): Step => async (context) => {
  const item = backupOf(context);
  if (item === null) throw new Error('A task on a backup has none');
  const { login } = accountOf(context, role);
  const { backups } = context.panel;
  const file = fileOf(item);
  return removed({
    item,
    title: `Backup ${file ?? item.name} of ${login}`,
    find: async () => (file === null ? null : ((await backups.list(login)).find(({ name }) => name === file) ?? null)),
    remove: async () => (file === null ? { ok: true } : backups.remove(login, file)),
  }, context);
};

interface Restoring {
  login: Login;
  /** The part, as the task's target names it. */
  target: string;
  archive: BackupFacts;
}

/** Only from an archive that is there into an account that is ours: the panel would make one that is not there. */
async function restoring(context: StepContext, role: Role): Promise<Restoring | Outcome> {
  const item = backupOf(context);
  if (item === null) throw new Error('A restore has no backup');
  const { login } = accountOf(context, role);
  const { panel, wish, target } = context;
  const found = await panel.users.find(login);
  if (found === null) return failed(`Account ${login} is not on the node any more`, 'Redeploy the service first.', { retry: false });
  if (found.marker !== wish.marker) return conflict(`Account ${login} exists on the node and is not ours`);
  const archive = (await panel.backups.list(login)).find(({ name }) => name === item.known?.archive?.name);
  if (archive === undefined) return failed(`Backup ${item.name} of ${login} is not on the node any more`, 'Choose another one.', { retry: false, customer: 'This backup is not on the server any more: choose another one' });
  return { login, target, archive };
}

const isOutcome = (value: Restoring | Outcome): value is Outcome => 'is' in value && typeof value.is === 'string';

function restored({ say }: StepContext, answer: Answer, what: string): Outcome | null {
  if (answer.ok) return null;
  if (answer.refusal === 'unserved') {
    // What was restored is there: to do it all again would not mend the server.
    say(answer.message);
    return null;
  }
  if (answer.refusal === 'missing') return failed(answer.message, answer.hint, { retry: false, code: answer.code, customer: `${what} is not in this backup` });
  return refused(answer);
}

export const restoreSite: Step = async (context) => {
  const part = await restoring(context, 'web');
  if (isOutcome(part)) return part;
  const { panel, wish: { domain } } = context;
  const { login, archive } = part;
  if ((await panel.webDomains.find(login, domain)) === null) return failed(`${domain} is not listed under ${login} any more`, 'Resync the website first: it is made again as it is wished.', { retry: false });
  return restored(context, await panel.backups.restoreSite(login, archive.name, domainName.parse(part.target)), 'The website') ?? done(true);
};

/** One that was removed since comes back, and is the service's again: nothing on a node is nobody's. */
export const restoreDatabase: Step = async (context) => {
  const part = await restoring(context, 'web');
  if (isOutcome(part)) return part;
  const { panel: { backups, databases } } = context;
  const { login, archive } = part;
  const name = databaseName.parse(part.target);
  const answer = restored(context, await backups.restoreDatabase(login, archive.name, name), 'The database');
  const found = await databases.find(login, name);
  if (answer !== null || found === null) return answer ?? failed(`Database ${name} is not listed after it was restored`, 'The log shows what the node said; the next attempt restores it again.', { retry: true });
  const [own, user] = [name, found.user].map((full) => full.slice(login.length + 1));
  const charset = found.charset.toLowerCase();
  if (own === undefined || user === undefined || (charset !== 'utf8mb4' && charset !== 'utf8' && charset !== 'latin1')) return done(true);
  return done(true, { returned: { kind: 'database', name: own, settings: { user, charset } } });
};

/** Its own password and settings stay: only mail comes back. */
export const restoreMailbox: Step = async (context) => {
  const part = await restoring(context, 'mail');
  if (isOutcome(part)) return part;
  const { panel, wish: { domain } } = context;
  const { login, archive } = part;
  const box = { login, domain, name: localPart.parse(part.target.split('@')[0]) };
  if ((await panel.mailAccounts.find(box)) === null) return failed(`Mailbox ${part.target} is not on the node`, 'Add it first.', { retry: false, customer: `${part.target} is not there any more: add it again, then restore its mail` });
  return restored(context, await panel.backups.restoreMailbox(box, archive.name), `Mail of ${part.target}`) ?? done(true);
};
