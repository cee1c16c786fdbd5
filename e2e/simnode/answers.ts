/** The ways in which a panel command answers, and the checks that many of them share, in the panel's own words. */
import { createHash } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import type { Answer, Settings, Step, User, World } from './world.ts';

export const OK: Answer = { exit: 0, stdout: '', stderr: '' };
/** On stderr of nearly every web and mail command that went well. */
export const NOISE: Answer = { exit: 0, stdout: '', stderr: 'grep: warning: ? at start of expression\n' };

export const out = (stdout: string): Answer => ({ exit: 0, stdout, stderr: '' });
/** Errors stand on stdout, as the panel has them. */
export const refuse = (exit: number, text: string, stderr = ''): Answer => ({ exit, stdout: `Error: ${text}\n`, stderr });
export const invalid = (what: string, value: string): Answer => refuse(2, `invalid ${what} format :: ${value}`);
export const absent = (what: string): Answer => refuse(3, `${what} doesn't exist`);

export const isAnswer = (step: Step): step is Answer => 'exit' in step;

/** An empty user argument is read as the admin, as on a real node. */
export const loginOf = (argument: string | undefined): string => (argument === undefined || argument === '' ? 'admin' : argument);

const LOGIN = /^[A-Za-z][A-Za-z0-9_|-]{0,28}[A-Za-z0-9]$/;
export const isLogin = (login: string): boolean => LOGIN.test(login);

/** The user that a command acts on, or the refusal it gets instead. */
export function owner(world: World, argument: string | undefined): User | Answer {
  const login = loginOf(argument);
  if (!isLogin(login)) return invalid('user', login);
  const user = world.store.get('users', login);
  return user === undefined || user.stage === 'bare' ? absent(`user ${login}`) : user;
}
export function activeOwner(world: World, argument: string | undefined): User | Answer {
  const user = owner(world, argument);
  return 'exit' in user || !user.suspended ? user : refuse(5, `user ${user.login} is suspended`);
}

/** The panel's form of a domain: lower case, no www., no final dot, unicode; null when it refuses it. */
export function domainOf(argument: string): string | null {
  const name = argument.trim().toLowerCase().replace(/^www\./, '').replace(/\.$/, '');
  if (/[\s;$'"/\\@_*`<>()|&!?,]/.test(name) || /^[-.]|[-.]$|\.\.|^\d+$/.test(name) || name === '') return null;
  return (name.includes('xn--') ? domainToUnicode(name) : name) || null;
}

const IPV4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$/;
export const isIpv4 = (text: string): boolean => IPV4.test(text);

const RESTARTS = ['', 'yes', 'no', 'reload', 'scheduled', 'ssl', 'updatessl'];
export const badRestart = (word: string | undefined): Answer | null =>
  RESTARTS.includes(word ?? '') ? null : invalid('restart', word ?? '');

/** A hollow user has no limits in its (absent) user.conf, which the panel reads as 0. */
export function limitReached(user: User, key: string, used: number): Answer | null {
  const limit = (user.settings as Settings)[key] ?? '';
  if (user.stage === 'whole' && limit === 'unlimited') return null;
  return used >= (Number(limit) || 0) ? refuse(8, `${key} limit is reached :: upgrade user package`) : null;
}

/** A password argument that names a file under /tmp stands for its first line; else it is the password itself. */
export function passwordOf(world: World, argument: string): string {
  if (!argument.startsWith('/tmp/') || argument.includes('../')) return argument;
  const text = world.files.get(argument);
  return text === undefined ? argument : (text.split('\n')[0] ?? '');
}
export const hashed = (password: string): string => createHash('sha256').update(password).digest('hex').slice(0, 32);

export const yes = (flag: boolean): string => (flag ? 'yes' : 'no');

type Fields = readonly (readonly [key: string, value: string])[];

/** The panel's JSON: four blanks, every value a string. `raw` values are pasted in unescaped, as it does with names. */
export function listing(rows: readonly (readonly [name: string, fields: Fields])[], raw: readonly string[] = []): Answer {
  if (rows.length === 0) return out('{\n}\n');
  const blocks = rows.map(([name, fields]) => {
    const lines = fields.map(([key, value]) => `        "${key}": ${raw.includes(key) ? `"${value}"` : JSON.stringify(value)}`);
    return `    "${name}": {\n${lines.join(',\n')}\n    }`;
  });
  return out(`{\n${blocks.join(',\n')}\n}\n`);
}
export const strings = (items: readonly string[]): Answer =>
  out(items.length === 0 ? '[\n]\n' : `[\n${items.map((item) => `\t${JSON.stringify(item)}`).join(',\n')}\n]\n`);

/** Formats other than json exist on a real node; what this one does not know answers as an unknown format does. */
export const asJson = (format: string | undefined, answer: () => Answer): Answer => (format === 'json' ? answer() : OK);
