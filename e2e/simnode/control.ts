/** The back door of tests, bench and demo: faults on demand, and what the node itself knows. */
import * as z from 'zod';
import { servedCertificates } from './commands/certificates.ts';
import { faultSpec, type FaultOrder, type Faults } from './faults.ts';
import type { Machine } from './machine.ts';
import type { User, Web, World } from './world.ts';

const controlOp = z.discriminatedUnion('op', [
  faultSpec.extend({ op: z.literal('fault') }),
  z.strictObject({ op: z.literal('clear') }),
  z.strictObject({ op: z.literal('state') }),
  z.strictObject({ op: z.literal('effects') }),
  z.strictObject({ op: z.literal('log') }),
  z.strictObject({ op: z.literal('run'), words: z.array(z.string()).min(1) }),
  z.strictObject({ op: z.literal('use'), user: z.string(), disk: z.number().default(0), mail: z.number().default(0), bandwidth: z.number().default(0) }),
  z.strictObject({ op: z.literal('folder'), user: z.string(), domain: z.string(), path: z.string() }),
  z.strictObject({ op: z.literal('visit'), user: z.string(), domain: z.string(), log: z.enum(['access', 'error']), lines: z.array(z.string()), rotated: z.boolean().default(false) }),
  z.strictObject({ op: z.literal('certificates') }),
  z.strictObject({ op: z.literal('speed'), share: z.number().min(0) }),
  z.strictObject({ op: z.literal('archive'), user: z.string(), bytes: z.number() }),
  z.strictObject({ op: z.literal('replace') }),
  z.strictObject({ op: z.literal('jail'), on: z.boolean() }),
  z.strictObject({ op: z.literal('purge'), kind: z.enum(['user', 'web', 'database']), user: z.string(), name: z.string().default('') }),
]);
export type ControlOp =
  | ({ op: 'fault' } & FaultOrder)
  | { op: 'clear' | 'state' | 'effects' | 'log' | 'certificates' }
  /** The machine is replaced by a new one: nothing of a customer's is on it, and of packages only the panel's own. */
  | { op: 'replace' }
  /** A command of the panel's that an administrator runs on the node; answers its exit. */
  | { op: 'run'; words: readonly string[] }
  /** What an administrator does by hand as root to an orphan (userdel, rm -rf, DROP DATABASE). */
  | { op: 'speed'; share: number }
  /** Somebody makes a folder in a website, `/shop/public`. */
  | { op: 'folder'; user: string; domain: string; path: string }
  /** Lines that its web server writes into a log; `rotated`: into a new file. */
  | { op: 'visit'; user: string; domain: string; log: 'access' | 'error'; lines: readonly string[]; rotated?: boolean }
  /** Whether accounts are in an SFTP jail. */
  | { op: 'jail'; on: boolean }
  /** The size of an account's newest archive. */
  | { op: 'archive'; user: string; bytes: number }
  | { op: 'use'; user: string; disk?: number; mail?: number; bandwidth?: number }
  | { op: 'purge'; kind: 'user' | 'web' | 'database'; user: string; name?: string };

const sorted = <T>(items: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(items).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Without times, serials and keys, so that two nodes with the same objects are equal. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value)
    .filter(([key]) => !['time', 'date', 'TIME', 'DATE', 'rkey', 'key', 'serial'].includes(key))
    .map(([key, each]) => [key, key === 'served' || key === 'tls' ? each !== null && each !== false : bare(each)] as const);
  return sorted(Object.fromEntries(kept));
}

function state(world: World): unknown {
  const users = sorted(Object.fromEntries(world.store.all('users')) as Record<string, User>);
  return { packages: bare(sorted(Object.fromEntries(world.store.all('packages')))), users: bare(users) };
}

function onSite(world: World, { user: login, domain }: { user: string; domain: string }, apply: (web: Web) => void): { ok: boolean } {
  const user = world.store.get('users', login);
  const web = user?.web[domain];
  if (user === undefined || web === undefined) return { ok: false };
  apply(web);
  world.store.put('users', login, user);
  return { ok: true };
}

function purge(world: World, kind: 'user' | 'web' | 'database', login: string, name: string): void {
  const user = world.store.get('users', login);
  if (user === undefined) return;
  if (kind === 'user') world.store.drop('users', login);
  else {
    const list = kind === 'web' ? 'web' : 'databases';
    user.orphans[list] = user.orphans[list].filter((each) => each !== name);
    world.store.put('users', login, user);
  }
  world.store.flush();
}

function replace(world: World): void {
  for (const login of world.store.all('users').keys()) if (login !== 'admin') world.store.drop('users', login);
  for (const name of world.store.all('packages').keys()) if (name.startsWith('hw-')) world.store.drop('packages', name);
  world.names.clear();
  world.suspects.clear();
  world.store.flush();
}

export function control(world: World, machine: Machine, faults: Faults, raw: unknown): unknown {
  const op = controlOp.parse(raw);
  switch (op.op) {
    case 'fault': {
      const { op: _op, ...spec } = op;
      faults.arm(spec);
      return { ok: true };
    }
    case 'clear':
      faults.clear();
      machine.heal();
      return { ok: true };
    case 'state':
      return state(world);
    case 'effects':
      return sorted(Object.fromEntries(world.store.all('effects')));
    case 'log':
      return machine.log;
    case 'run':
      return machine.run({ exec: op.words.join(' '), root: true, input: () => Promise.resolve(Buffer.alloc(0)), closed: () => false });
    case 'use': {
      const user = world.store.get('users', op.user);
      if (user !== undefined) world.store.put('users', op.user, { ...user, use: { disk: op.disk, mail: op.mail, bandwidth: op.bandwidth } });
      return { ok: user !== undefined };
    }
    case 'folder':
      return onSite(world, op, (web) => { web.folders = [...(web.folders ?? []), op.path]; });
    case 'visit':
      return onSite(world, op, (web) => {
        const logs = web.logs ?? { access: [], error: [] };
        web.logs = { ...logs, [op.log]: [...(op.rotated ? [] : logs[op.log]), ...op.lines] };
      });
    case 'archive': {
      const user = world.store.get('users', op.user);
      const last = user?.backups?.at(-1);
      if (user === undefined || last === undefined) return { ok: false };
      world.store.put('users', op.user, { ...user, backups: [...(user.backups ?? []).slice(0, -1), { ...last, bytes: op.bytes }] });
      return { ok: true };
    }
    case 'speed':
      machine.speed = op.share;
      return { ok: true };
    case 'certificates':
      return servedCertificates(world);
    case 'jail':
      world.jailed = op.on;
      return { ok: true };
    case 'replace':
      replace(world);
      return { ok: true };
    case 'purge':
      purge(world, op.kind, op.user, op.name);
      return { ok: true };
  }
}
