/** Reads an exec string of ours from the outside in: the two constant scripts, sudo, flock, timeout, the command. */
import { DIR, DIR_SCRIPT, FILE, FILE_SCRIPT, TALK_SCRIPT } from '#server/ssh/wire.ts';
import { splitWords } from './words.ts';

export interface Lock {
  path: string;
  waitSeconds: number;
  busyCode: number;
}
export interface Plan {
  /** Bytes that must come on stdin for the temporary file, null without one. */
  fileBytes: number | null;
  /** Files that come on stdin one behind the other, for a temporary folder; null without. */
  folder: readonly { name: string; bytes: number }[] | null;
  detached: boolean; // output to a file: survives a closed channel
  sudo: boolean;
  locks: Lock[];
  /** Seconds until `timeout` kills the command, null without. */
  deadline: number | null;
  /** The command itself, by its bare name. */
  argv: string[];
  /** What a process list shows while it runs, the outermost first. */
  processes: string[];
}

const base = (word: string | undefined): string => (word ?? '').replace(/^.*\//, '');

/** `path` stands for the temporary file from the word on that the script hands over. */
export function readCommandline(exec: string, path: string): Plan {
  let words = splitWords(exec);
  const plan: Plan = { fileBytes: null, folder: null, detached: false, sudo: false, locks: [], deadline: null, argv: [], processes: [`bash -c ${exec}`] };
  for (;;) {
    plan.processes.push(words.join(' '));
    const rest = peel(words, plan, path);
    if (rest === null) break;
    words = rest;
  }
  const [name, ...args] = words;
  return { ...plan, argv: [name?.startsWith('/usr/local/hestia/bin/') === true ? base(name) : (name ?? ''), ...args] };
}

/** Takes one wrapper off, or answers null when what is left is the command. */
function peel(words: string[], plan: Plan, path: string): string[] | null {
  switch (base(words[0])) {
    case 'sudo':
      plan.sudo = true;
      return words[1] === '-n' ? words.slice(2) : words.slice(1);
    case 'sh':
      return peelScript(words, plan, path);
    case 'flock':
      return peelLock(words, plan);
    case 'timeout': {
      const at = words[1] === '-k' ? 3 : 1;
      plan.deadline = Number(words[at]);
      return words.slice(at + 1);
    }
    default:
      return null;
  }
}

function peelScript(words: string[], plan: Plan, path: string): string[] | null {
  if (words[1] !== '-c' || words[3] !== 'hostwright') return null;
  if (words[2] === TALK_SCRIPT) {
    plan.detached = true;
    return words.slice(4);
  }
  if (words[2] === DIR_SCRIPT) {
    const count = Number(words[4]);
    plan.folder = Array.from({ length: count }, (_, at) => ({ name: words[5 + 2 * at] ?? '', bytes: Number(words[6 + 2 * at]) }));
    return words.slice(5 + 2 * count).map((word) => (word === DIR ? path : word));
  }
  if (words[2] !== FILE_SCRIPT) return null;
  plan.fileBytes = Number(words[4]);
  return words.slice(5).map((word) => (word === FILE ? path : word));
}

function peelLock(words: string[], plan: Plan): string[] {
  const lock: Lock = { path: '', waitSeconds: Infinity, busyCode: 1 };
  let at = 1;
  for (; words[at]?.startsWith('-') === true; at += 1) {
    if (words[at] === '-n') lock.waitSeconds = 0;
    if (words[at] === '-E') lock.busyCode = Number(words[(at += 1)]);
    else if (words[at] === '-w') lock.waitSeconds = Number(words[(at += 1)]);
  }
  plan.locks.push({ ...lock, path: words[at] ?? '' });
  return words.slice(at + 1);
}
