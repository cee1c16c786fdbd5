/**
 * A command is a list of words; here, and only here, it becomes the one string that an SSH exec takes. One shell
 * level: every word is quoted once, and the constant scripts get their words as positional parameters.
 */
import { Secret } from '#server/core/secret.ts';

/** Stands in a command for the path of a 0600 file that exists only while the command runs, filled from `input`. */
export const FILE = '{file}';

/** Stands for the path of a 0700 folder that exists only while the command runs, with the files of `folder` in it. */
export const DIR = '{dir}';
export type Folder = readonly { name: string; text: Secret | string }[];

export interface Command {
  words: readonly string[];
  /** Changes the node: runs under `timeout` and the locks below. A read has no locks and is simply run. */
  changes: boolean;
  /** Names of locks, taken in this order: the account, then the shared files that the command edits. */
  locks: readonly string[];
  /** Seconds. A changing command is killed by the node itself after this long, a read by us. */
  deadline: number;
  /** The SSH user is not root: the command (with its `timeout`, which could not end it from outside) runs by sudo. */
  sudo?: boolean;
  /** Content of FILE. */
  input?: Secret | string;
  /** Content of DIR; a command has this or `input`. */
  folder?: Folder;
  /** Its output holds secrets of the node: no line of it is given out, only the whole to the one who asked. */
  private?: boolean;
  /** Prints while it works: detached from the channel, or it would die of a closed pipe. */
  talkative?: boolean;
}

/** How a command ended. `code` is 128 + n for one that signal n ended; output is cut at 4 MB. */
export interface Exit {
  code: number;
  stdout: string;
  stderr: string;
  ms: number;
}

/** Exit code by which `flock` says that it did not get the lock in time. */
export const LOCK_BUSY = 75;
const LOCK_WAIT = 60;
const KILL_AFTER = 10;
const GRACE = 5;

/** $1 = bytes expected on stdin: a connection that drops half-way must not leave half a password. */
export const FILE_SCRIPT = [
  'umask 077',
  'n=$1; shift',
  'f=$(mktemp /tmp/hostwright.XXXXXXXXXX) || exit 13',
  `trap 'rm -f "$f"' EXIT`,
  `trap 'exit 143' HUP INT TERM`,
  'cat >"$f" || exit 13',
  '[ "$(wc -c <"$f")" -eq "$n" ] || exit 13',
  `for w do shift; [ "$w" = '${FILE}' ] && w=$f; set -- "$@" "$w"; done`,
  '"$@"',
].join('; ');

/** $1 = how many files, then the name and the bytes of each: `head -c` takes no byte more than it is told. */
export const DIR_SCRIPT = [
  'umask 077',
  'd=$(mktemp -d /tmp/hostwright.XXXXXXXXXX) || exit 13',
  `trap 'rm -rf "$d"' EXIT`,
  `trap 'exit 143' HUP INT TERM`,
  'n=$1; shift',
  'while [ "$n" -gt 0 ]; do head -c "$2" >"$d/$1" || exit 13; [ "$(wc -c <"$d/$1")" -eq "$2" ] || exit 13; shift 2; n=$((n - 1)); done',
  `for w do shift; [ "$w" = '${DIR}' ] && w=$d; set -- "$@" "$w"; done`,
  '"$@"',
].join('; ');

/** Runs its words with output to a file, then prints that file. */
export const TALK_SCRIPT = [
  'umask 077',
  'o=$(mktemp /tmp/hostwright.XXXXXXXXXX) || exit 13',
  `trap 'rm -f "$o"' EXIT`,
  '"$@" >"$o" 2>&1 </dev/null',
  'c=$?',
  'cat "$o"',
  'exit $c',
].join('; ');

const SAFE = /^[A-Za-z0-9_./:@%+=,-]+$/;

/** One word for a POSIX shell. Refuses what no shell can carry (NUL) and the empty word, which panels misread. */
export function quote(word: string): string {
  if (word === '') throw new Error('A command holds an empty word, which a panel would take for its admin or a default');
  if (word.includes('\0')) throw new Error('A command holds a NUL, which no shell can carry');
  return SAFE.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The words that `sudo` runs, when it does: what a sudoers line must allow. */
export function ended(command: Pick<Command, 'changes' | 'deadline' | 'words'>): readonly string[] {
  if (!command.changes) return command.words;
  return ['timeout', '-k', String(KILL_AFTER), String(command.deadline), ...command.words];
}

/** `-o`: a daemon that the command leaves behind must not inherit the lock and keep it for ever. */
function underLocks(command: Command): readonly string[] {
  const run = command.sudo === true ? ['sudo', '-n', ...ended(command)] : ended(command);
  if (!command.changes) return run;
  return command.locks.reduceRight<readonly string[]>(
    (inner, lock) => ['flock', '-o', '-E', String(LOCK_BUSY), '-w', String(LOCK_WAIT), `/run/lock/hostwright-${lock}.lock`, ...inner],
    run,
  );
}

/** Milliseconds after which the node itself must have ended the command, so that silence means a lost answer. */
export function patience(command: Command): number {
  const seconds = command.changes ? command.locks.length * LOCK_WAIT + command.deadline + KILL_AFTER + GRACE : command.deadline;
  return seconds * 1000;
}

const textOf = (text: Secret | string): string => (text instanceof Secret ? text.reveal() : text);

/** Everything of it that must not be printed back. */
export const secretsOfCommand = ({ input, folder = [] }: Command): readonly Secret[] => [input, ...folder.map(({ text }) => text)].filter((text) => text instanceof Secret);

/** The files as one stream, behind their names and sizes. */
function foldered(folder: Folder, words: readonly string[]): { words: readonly string[]; stdin: string } {
  const files = folder.map(({ name, text }) => ({ name, text: textOf(text) }));
  const heads = files.flatMap(({ name, text }) => [name, String(Buffer.byteLength(text))]);
  return { words: ['sh', '-c', DIR_SCRIPT, 'hostwright', String(files.length), ...heads, ...words], stdin: files.map(({ text }) => text).join('') };
}

/** What goes over the wire: the exec string, and what to write to its stdin. */
export function wire(command: Command): { exec: string; stdin: string | undefined } {
  const stdin = command.input === undefined ? undefined : textOf(command.input);
  let words = underLocks(command);
  if (command.talkative === true) words = ['sh', '-c', TALK_SCRIPT, 'hostwright', ...words];
  if (command.folder !== undefined) {
    const whole = foldered(command.folder, words);
    return { exec: whole.words.map(quote).join(' '), stdin: whole.stdin };
  }
  if (stdin !== undefined) words = ['sh', '-c', FILE_SCRIPT, 'hostwright', String(Buffer.byteLength(stdin)), ...words];
  return { exec: words.map(quote).join(' '), stdin };
}

/** What people see of a command: its own words, the file shown as dots. Never the wire form. */
export function shown(command: Command): string {
  const bare = command.words.map((word, at) => (at === 0 ? word.replace(/^.*\//, '') : word));
  return bare.map((word) => (word === FILE || word === DIR ? '••••••' : quote(word))).join(' ');
}
