import * as z from 'zod';
import { backupFile as fileGrammar, type BackupFile, databaseName, domain as domainGrammar, type Domain, localPart, type Login, login as loginGrammar } from '#server/core/names.ts';
import type { BackupFacts, FileFacts } from '#server/core/backup-panel.ts';
import { type Answer, type Panel, Unreadable } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { answerOf } from './codes.ts';
import { count, jsonOf, lockOf, nodeName, oneOf, type Shell, wireName } from './exec.ts';

const LOOK = 20;
const RESTORE = 7200;
/** A slow line takes hours for what a node makes in minutes; who reads sees to it that something comes. */
const READ = 12 * 3600;
/** `stat`, `tar`: something of what was asked for is not there. */
const NOT_ALL = [1, 2];

const names = z.string().default('').transform((text) => text.split(',').filter((name) => name !== ''));
const listed = z.record(z.string(), z.object({ SIZE: count, WEB: names, MAIL: names, DB: names }));

/** Keyed by file name; an account that is not there has none. What its files say of themselves is not in it. */
export function readBackups(exit: Exit): readonly Omit<BackupFacts, 'bytes' | 'madeAt'>[] {
  return Object.entries(jsonOf('v-list-user-backups', exit, listed) ?? {}).map(([file, { SIZE, WEB, MAIL, DB }]) => {
    const name = fileGrammar.safeParse(file);
    if (!name.success) throw new Unreadable('v-list-user-backups names a file in a way that the panel never does');
    return { name: name.data, sizeMb: SIZE, sites: WEB.map(wireName), mailDomains: MAIL.map(wireName), databases: DB };
  });
}

interface Stat extends FileFacts {
  madeAt: string;
}
/** Of `stat -c '%s %Y %i %n'`: bytes, seconds since 1970, inode and path of each file that is there. */
export function readStats(exit: Exit): ReadonlyMap<string, Stat> {
  const lines = exit.stdout.split('\n').map((line) => /^(\d+) (\d+) (\d+) .*\/([^/]+)$/.exec(line)).filter((line) => line !== null);
  return new Map(lines.map(([, bytes, seconds, inode, file = '']) => [file, { bytes: Number(bytes), version: `${bytes}-${seconds}-${inode}`, madeAt: new Date(Number(seconds) * 1000).toISOString() }]));
}

/** The accounts of a mail domain's own list: nothing else of it is read, for it holds the hashes of passwords. */
export const readMailboxes = (exit: Exit): readonly string[] => [...exit.stdout.matchAll(/^ACCOUNT='([^']*)'/gm)].map(([, name = '']) => name).filter((name) => localPart.safeParse(name).success);

/** Where the panel keeps its archives. The list of its settings holds a password of its mail server, too. */
async function folderOf({ read }: Shell): Promise<string> {
  const config = oneOf('v-list-sys-config', await read('v-list-sys-config', ['json']), 'config', z.object({ BACKUP: z.string().default('') }));
  const folder = config === null || config.BACKUP === '' ? '/backup' : config.BACKUP;
  if (!/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(folder)) throw new Unreadable('v-list-sys-config names no folder for backups');
  return folder;
}

/** Archives of all accounts lie side by side: one of another account is none. */
function ownFile(login: Login, file: BackupFile): BackupFile {
  loginGrammar.parse(login);
  if (!file.startsWith(`${login}.`)) throw new Error(`${file} is no backup of ${login}`);
  return fileGrammar.parse(file);
}

/** Of a folder that only root reads, `stat` needs no more than its path. */
async function stats(shell: Shell, files: readonly BackupFile[]): Promise<ReadonlyMap<string, Stat>> {
  if (files.length === 0) return new Map();
  const folder = await folderOf(shell);
  const exit = await shell.plain({ words: ['stat', '-c', '%s %Y %i %n', '--', ...files.map((file) => `${folder}/${file}`)], changes: false, locks: [], deadline: LOOK });
  if (exit.code !== 0 && !NOT_ALL.includes(exit.code)) throw new Unreadable(`stat answered with exit code ${exit.code}`);
  const found = readStats(exit);
  // 0 says that every one was found: whoever names fewer has said something else.
  if (exit.code === 0 && files.some((file) => !found.has(file))) throw new Unreadable('stat answered something unknown');
  return found;
}

/**
 * One part of an archive. The panel answers 0 whatever became of it, and for what is not in the archive: it names what it
 * works on in a line of its own, and says `Error` where something went wrong.
 */
export function restoredOf(exit: Exit, part: string): Answer {
  const answer = answerOf(exit);
  if (!answer.ok) return answer;
  const lines = exit.stdout.split('\n');
  const wrong = [...lines, ...exit.stderr.split('\n')].find((line) => /^(error|warning!)[: ]/i.test(line));
  if (wrong !== undefined) return { ok: false, refusal: 'broken', message: `The restore of ${part} says: ${wrong.slice(0, 300)}`, hint: 'Read the log of this attempt: what was restored before it stays.', code: 0 };
  const named = lines.some((line) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /.test(line) && line.slice(20).trim() === part);
  return named ? answer : { ok: false, refusal: 'missing', message: `${part} is not in the archive.`, hint: 'Choose another backup.', code: 3 };
}

/**
 * $1 = archive, $2 = account, $3 = its domain in the archive, $4 = the domain's folder, $5 = mailbox. What is unpacked is the
 * customer's own, links and all: the account itself unpacks it, so that it can write nowhere else. The mail server keeps its
 * own index, by which programs know what they have read.
 */
export const MAILBOX_SCRIPT = [
  'h=/home/$2/mail/$4',
  '[ -f "$1" ] && [ -d "$h/$5" ] && [ ! -L "$h/$5" ] || exit 3',
  'p=; for z in zst gz; do m=./mail/$3/accounts.tar.$z; tar -tf "$1" --no-wildcards "$m" >/dev/null 2>&1 && p=$m && break; done',
  '[ -n "$p" ] || exit 3',
  'case $z in zst) d=zstd ;; *) d=gzip ;; esac',
  'tar -xOf "$1" --no-wildcards "$p" | "$d" -dc | runuser -u "$2" -- tar -xpf - -C "$h" --exclude="dovecot*" --exclude=maildirsize --no-wildcards "$5" || exit 12',
  'chown -RhP "$2:mail" "$h/$5"',
].join('; ');

const byHand = (what: string): Answer => ({ ok: false, refusal: 'forbidden', message: `The SSH user of this node is not root, and ${what} takes root`, hint: 'Let Hostwright in as root, or restore it on the node by hand.', code: 10 });
const REST = ['no', 'no', 'no'];

async function restoreMailbox(shell: Shell, { login, domain, name }: Parameters<Panel['backups']['restoreMailbox']>[0], file: BackupFile): Promise<Answer> {
  const archive = `${await folderOf(shell)}/${ownFile(login, file)}`;
  if (!shell.root) return byHand('to restore one mailbox');
  localPart.parse(name);
  return answerOf(await shell.plain({ words: ['sh', '-c', MAILBOX_SCRIPT, 'hostwright', archive, login, nodeName(domainGrammar.parse(domain)), domain, name], changes: true, locks: [lockOf(login)], deadline: RESTORE, talkative: true }));
}

async function mailboxesIn(shell: Shell, login: Login, file: BackupFile, domain: Domain): Promise<readonly string[] | null> {
  const archive = `${await folderOf(shell)}/${ownFile(login, file)}`;
  if (!shell.root) return null;
  const name = nodeName(domain);
  const exit = await shell.plain({ words: ['tar', '-xOf', archive, '--no-wildcards', `./mail/${name}/hestia/${name}.conf`], changes: false, locks: [], deadline: LOOK, private: true });
  return exit.code === 0 ? readMailboxes(exit) : null;
}

export const backups = (shell: Shell): Panel['backups'] => ({
  list: async (login) => {
    const found = readBackups(await shell.read('v-list-user-backups', [login, 'json']));
    const files = await stats(shell, found.map(({ name }) => name));
    return found.map((one) => ({ ...one, bytes: files.get(one.name)?.bytes ?? null, madeAt: files.get(one.name)?.madeAt ?? null }));
  },
  add: (login) => shell.change('v-backup-user', login, [login, 'no']),
  remove: async (login, file) => shell.change('v-delete-user-backup', login, [login, ownFile(login, file)]),
  mailboxes: (login, file, domain) => mailboxesIn(shell, login, file, domain),
  restoreSite: async (login, file, domain) => restoredOf(await shell.tell('v-restore-user', login, [login, ownFile(login, file), nodeName(domain), 'no', 'no', 'no', ...REST]), nodeName(domain)),
  restoreDatabase: async (login, file, name) => restoredOf(await shell.tell('v-restore-user', login, [login, ownFile(login, file), 'no', 'no', 'no', databaseName.parse(name), ...REST]), name),
  restoreMailbox: (box, file) => restoreMailbox(shell, box, file),
  file: async (login, file) => (await stats(shell, [ownFile(login, file)])).get(file) ?? null,
  read: async (login, file, { from, count: bytes }, take) => {
    const path = `${await folderOf(shell)}/${ownFile(login, file)}`;
    const exit = await shell.plain({ words: ['dd', `if=${path}`, 'bs=256K', 'iflag=skip_bytes,count_bytes', `skip=${from}`, `count=${bytes}`, 'status=none'], changes: false, locks: [], deadline: READ }, take);
    if (exit.code !== 0) throw new Unreadable(`The node broke off reading ${file}: ${exit.stderr.trim().slice(0, 200)}`);
  },
});
