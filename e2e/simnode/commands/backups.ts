/** Archives of whole accounts, as the panel's commands and plain ones read them. */
import { MAILBOX_SCRIPT } from '#server/panels/hestia/backup.ts';
import { activeOwner, asJson, listing, OK, out, owner, refuse } from '../answers.ts';
import { count, save, stamp, type Answer, type Backup, type Spec, type Step, type User, type World } from '../world.ts';

const FOLDER = '/backup/';
/** Of an archive of next to nothing. */
const BYTES = 71_680;
const PIECE = 64 * 1024;

/** Two within one second have one name on a real node, too; there it takes longer than that. */
function nameOf(world: World, user: User): string {
  const { date, time } = stamp(world);
  const name = (seconds: string): string => `${user.login}.${date}_${seconds.replaceAll(':', '-')}.tar`;
  const taken = (user.backups ?? []).filter((old) => old.name.startsWith(name(time).replace(/\.tar$/, ''))).length;
  return taken === 0 ? name(time) : name(`${time}-${taken}`);
}

const boxesOf = ({ mail }: User): Backup['boxes'] => Object.fromEntries(Object.entries(mail).map(([domain, { accounts }]) => [domain, Object.keys(accounts)]));

function backup(world: World, [argument]: readonly string[]): Step {
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  const most = Number(user.settings['BACKUPS'] ?? '1');
  // The panel compares a word with 0, too: to it "unlimited" is none.
  if (!(most > 0)) return refuse(11, 'user backup is disabled');
  return {
    ms: 1_600,
    apply: () => {
      const name = nameOf(world, user);
      const made: Backup = { name, web: Object.keys(user.web), mail: Object.keys(user.mail), databases: structuredClone(user.databases), boxes: boxesOf(user), bytes: BYTES, at: Math.floor(world.clock().getTime() / 1000), ...stamp(world) };
      user.backups = [...(user.backups ?? []), made].slice(-most);
      save(world, user);
      count(world, 'created', 'backup', user.login);
      return out(`-- SYSTEM --\n\n-- WEB --\n\n-- SUMMARY --\n${made.date} ${made.time} Local: ${FOLDER}${name}\n${made.date} ${made.time} Size: 1 MB\n${made.date} ${made.time} Runtime: 1 minute\n`);
    },
  };
}

const row = ({ name, web, mail, databases, bytes, time, date }: Backup) => [name, Object.entries({
  TYPE: 'local', SIZE: String(Math.max(1, Math.round(bytes / 1024 / 1024))), WEB: web.join(','), DNS: '', MAIL: mail.join(','), DB: Object.keys(databases).join(','), CRON: '', UDIR: '', RUNTIME: '1', TIME: time, DATE: date,
})] as const;

function remove(world: World, [argument, file = '']: readonly string[]): Step {
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  if (user.backups?.some(({ name }) => name === file) !== true) return refuse(3, `backup backup ${file} doesn't exist`);
  return {
    ms: 90,
    apply: () => {
      user.backups = user.backups?.filter(({ name }) => name !== file) ?? [];
      save(world, user);
      count(world, 'deleted', 'backup', user.login);
      return OK;
    },
  };
}

/** By its path under /backup: archives of all accounts lie side by side. */
function archiveAt(world: World, path: string): { user: User; archive: Backup } | null {
  const login = path.startsWith(FOLDER) ? (path.slice(FOLDER.length).split('.')[0] ?? '') : '';
  const user = world.store.get('users', login);
  const archive = user?.backups?.find(({ name }) => path === FOLDER + name);
  return user === undefined || archive === undefined ? null : { user, archive };
}

function restoreDatabases(world: World, user: User, archive: Backup, names: readonly string[]): void {
  for (const name of names) {
    const kept = archive.databases[name];
    if (kept !== undefined && !Object.hasOwn(user.databases, name)) {
      user.databases[name] = { ...kept, ...stamp(world) };
      count(world, 'created', 'database', name);
    } else count(world, 'changed', 'database', name);
  }
}

/** `USER FILE [WEB] [DNS] [MAIL] [DB] [CRON] [UDIR]`: what is not in the archive is passed over, with 0. */
function restore(world: World, [argument, file = '', web = '*', , mail = '*', db = '*']: readonly string[]): Step {
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  const found = archiveAt(world, FOLDER + file);
  if (found === null) return refuse(3, `backup file ${file} doesn't exist in '/backup' folder`);
  const { archive } = found;
  const chosen = (wanted: string, all: readonly string[]): readonly string[] => (wanted === 'no' ? [] : wanted === '*' ? all : all.filter((name) => wanted.split(',').includes(name)));
  return {
    ms: 3_000,
    apply: () => {
      const { date, time } = stamp(world);
      const section = (title: string, wanted: string, names: readonly string[]): string => (wanted === 'no' ? '' : `\n-- ${title} --\n${names.map((name) => `${date} ${time} ${name}\n`).join('')}`);
      const sites = chosen(web, archive.web);
      const databases = chosen(db, Object.keys(archive.databases));
      for (const domain of sites) count(world, 'changed', 'web', domain);
      restoreDatabases(world, user, archive, databases);
      save(world, user);
      return out(section('WEB', web, sites) + section('MAIL', mail, chosen(mail, archive.mail)) + section('DB', db, databases));
    },
  };
}

/** `stat -c '%s %Y %i %n' -- FILE…`: what is not there is left out, with 1. */
function stat(world: World, args: readonly string[]): Answer {
  const paths = args.slice(args.indexOf('--') + 1);
  const found = paths.flatMap((path) => archiveAt(world, path)?.archive ?? []);
  return { exit: found.length === paths.length ? 0 : 1, stdout: found.map(({ bytes, at, name }) => `${bytes} ${at} 4711 ${FOLDER}${name}\n`).join(''), stderr: '' };
}

/** Every byte of an archive says where it stands. */
export const archiveByte = (at: number): number => (at * 31 + (at >> 8)) & 255;

function* bytesOf(from: number, count: number): Generator<Buffer> {
  for (let at = from; at < from + count; at += PIECE) yield Buffer.from(Uint8Array.from({ length: Math.min(PIECE, from + count - at) }, (_, each) => archiveByte(at + each)));
}

/** One piece over and over: a thousand million bytes that are worked out one by one would measure nothing else. */
function* blanks(count: number): Generator<Buffer> {
  const piece = Buffer.alloc(PIECE, 7);
  for (let left = count; left > 0; left -= PIECE) yield left < PIECE ? piece.subarray(0, left) : piece;
}
const BIG = 64 * 1024 * 1024;

function dd(world: World, args: readonly string[]): Answer {
  const of = (key: string): string => args.find((arg) => arg.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
  const found = archiveAt(world, of('if'));
  if (found === null) return { exit: 1, stdout: '', stderr: `dd: failed to open '${of('if')}': No such file or directory\n` };
  const [skip, count] = [Number(of('skip')), Number(of('count'))];
  const left = Math.max(0, Math.min(count, found.archive.bytes - skip));
  return { exit: 0, stdout: '', stderr: '', body: () => (found.archive.bytes > BIG ? blanks(left) : bytesOf(skip, left)) };
}

/** `tar -xOf FILE … ./mail/DOMAIN/hestia/DOMAIN.conf`: the list of a mail domain's accounts. */
function tar(world: World, args: readonly string[]): Answer {
  const found = archiveAt(world, args[1] ?? '');
  const domain = /^\.\/mail\/([^/]+)\/hestia\//.exec(args.at(-1) ?? '')?.[1] ?? '';
  const boxes = found?.archive.boxes[domain];
  if (boxes === undefined) return { exit: 2, stdout: '', stderr: 'tar: Not found in archive\n' };
  return out(boxes.map((name) => `ACCOUNT='${name}' ALIAS='' AUTOREPLY='no' FWD='' FWD_ONLY='' MD5='{BLF-CRYPT}$2y$05$recorded' QUOTA='unlimited' U_DISK='0' SUSPENDED='no'\n`).join(''));
}

/** Null for a script that is another one. */
export function mailboxScript(world: World, [, text, , path = '', login = '', domain = '', , name = '']: readonly string[]): Answer | null {
  if (text !== MAILBOX_SCRIPT) return null;
  const found = archiveAt(world, path);
  const user = world.store.get('users', login);
  if (found === null || user === undefined || user.mail[domain]?.accounts[name] === undefined) return { exit: 3, stdout: '', stderr: '' };
  if (found.archive.boxes[domain]?.includes(name) !== true) return { exit: 12, stdout: '', stderr: `tar: ${name}: Not found in archive\n` };
  count(world, 'changed', 'account', `${name}@${domain}`);
  return OK;
}

const probe = (run: Spec['run']): Spec => ({ usage: '', min: 1, changes: false, run });
/** Plain commands on archives. */
export const archiveCommands: Record<string, Spec> = { stat: probe(stat), dd: probe(dd), tar: probe(tar) };

export const backupCommands: Record<string, Spec> = {
  'v-backup-user': { usage: 'USER [NOTIFY]', min: 1, changes: true, talkative: true, run: backup },
  'v-restore-user': { usage: 'USER BACKUP [WEB] [DNS] [MAIL] [DB] [CRON] [UDIR] [NOTIFY]', min: 2, changes: true, talkative: true, run: restore },
  'v-delete-user-backup': { usage: 'USER BACKUP', min: 2, changes: true, run: remove },
  'v-list-user-backups': {
    usage: 'USER [FORMAT]', min: 1, changes: false,
    run: (world, [argument, format]) => {
      const user = owner(world, argument);
      return 'exit' in user ? user : asJson(format, () => listing((user.backups ?? []).map(row)));
    },
  },
};
