/** What a node knows: the objects of its panel as they stand on its disk, and what every command is given. */
import type { Authority, Issued } from '../authority.ts';
import { poisonous } from './poison.ts';
import type { Store } from './store.ts';

export type Settings = Record<string, string>; // KEY -> value, as in a .pkg file

export interface Stamp {
  time: string;
  date: string;
}
/** What a domain shows over TLS. */
export interface Tls extends Issued {
  letsencrypt: boolean;
}
export interface Web extends Stamp {
  ip: string;
  aliases: string[];
  tpl: string;
  backend: string;
  suspended: boolean;
  /** nginx has read its file: false after a kill before the reload, or an exit 20. */
  served: boolean;
  tls?: Tls;
  redirect?: { url: string; code: string };
  force?: boolean;
  hsts?: boolean;
  /** How long pages are kept; `0s` once it was switched off. */
  cache?: string;
  /** Where pages are served from, when not from its own folder. */
  docroot?: string;
  /** Folders that somebody made below public_html. */
  folders?: string[];
  /** Who may see it, once there is one. */
  visitors?: { user: string; password: string }[];
  logs?: { access: string[]; error: string[] };
  /** In the order in which they were made. */
  ftp?: { user: string; path: string; password: string }[];
}
export interface Account extends Stamp {
  password: string;
  quota: string;
  suspended: boolean;
  aliases: string[];
  forwards: string[];
  forwardOnly: boolean;
  reply: string | null;
  rate: string;
}
export interface Mail extends Stamp {
  antispam: boolean;
  antivirus: boolean;
  dkim: boolean;
  key: string; // base64 of the public key, '' when not made yet
  suspended: boolean;
  served: boolean;
  accounts: Record<string, Account>;
  /** Where mail to unknown names goes. */
  catchAll?: string;
  tls?: Tls;
}
export interface Rec extends Stamp {
  id: string;
  name: string;
  type: string;
  priority: string;
  value: string;
  ttl: string;
}
export interface Zone extends Stamp {
  ip: string;
  soa: string;
  serial: number;
  dnssec: boolean;
  /** The tag of the one that signs it. */
  key: number | null;
  suspended: boolean;
  /** The serial that bind answers, null while bind does not know the zone. */
  served: number | null;
  /** Ids of records that bind has not read yet. */
  unread?: string[];
  records: Rec[];
}
export interface Database extends Stamp {
  dbuser: string;
  charset: string;
  password: string;
  suspended: boolean;
}
export interface Job extends Stamp {
  id: string;
  when: string[]; // MIN HOUR DAY MONTH WDAY
  command: string;
  suspended?: boolean;
}

/**
 * `bare`: a Linux user without a data directory; `hollow`: a data directory without user.conf; `whole`: usable.
 * The first two are what a killed v-add-user leaves.
 */
export type Stage = 'bare' | 'hollow' | 'whole';

export interface User extends Stamp {
  login: string;
  stage: Stage;
  fullName: string;
  password: string; // sha256, so that no secret stands in a file of the simulation
  email: string;
  package: string;
  settings: Settings;
  rkey: string;
  suspended: boolean;
  web: Record<string, Web>;
  mail: Record<string, Mail>;
  zones: Record<string, Zone>;
  databases: Record<string, Database>;
  jobs: Job[];
  /** Archives, oldest first. */
  backups?: Backup[];
  /** Lines of its authorized_keys. */
  keys?: string[];
  /** MB that a test says it uses. */
  use?: { disk: number; mail: number; bandwidth: number };
  /** Left by killed commands: folders of web domains, databases without a line. */
  orphans: { web: string[]; databases: string[] };
}

export interface Backup extends Stamp {
  name: string;
  web: readonly string[];
  mail: readonly string[];
  /** As they were. */
  databases: Readonly<Record<string, Database>>;
  /** Mailboxes by domain. */
  boxes: Readonly<Record<string, readonly string[]>>;
  bytes: number;
  /** Seconds since 1970. */
  at: number;
}

export interface Effect {
  created: number;
  changed: number;
  deleted: number;
}
export interface Tables {
  users: User;
  packages: Settings;
  effects: Effect;
  /** Fates in a name that were met already. */
  fated: true;
  /** Public keys that were let in or taken out since the machine was set up. */
  authorized: 'in' | 'out';
}

export type NodeRole = 'web' | 'mail' | 'dns';

export interface World {
  store: Store<Tables>;
  hostname: string;
  ipv4: string;
  roles: readonly NodeRole[];
  /** Who signs for v-add-letsencrypt-domain; null: Let's Encrypt can not be reached, as on the recorded node. */
  acme: Pick<Authority, 'issue'> | null;
  /** Files under /tmp that exist while their command runs. */
  files: Map<string, string>;
  clock: () => Date;
  /** Accounts are in an SFTP jail. */
  jailed: boolean;
  /** While a simulated reload of nginx fails. */
  reloadFails: boolean;
  /** Domain or alias -> logins that have or had it: thousands of users must not make every command a search. */
  names: Map<string, Set<string>>;
  /** Those of them that nginx does not take. */
  suspects: Set<string>;
}

export interface Answer {
  exit: number;
  stdout: string;
  stderr: string;
  /** What it prints instead of stdout: too much for a text, or no text. */
  body?: () => Iterable<Buffer>;
}
/** An accepted command: it takes `ms`, then applies; killed at a share of that time, it leaves `half`. */
export interface Work {
  ms: number;
  apply: () => Answer;
  half?: (share: number) => void;
  /** Rewrites an existing line from what it read at its start, so that changes in between are lost. */
  stale?: true;
}
export type Step = Answer | Work;

export interface Spec {
  usage: string;
  min: number;
  changes: boolean;
  /** Prints while it works, so a closed channel kills it. */
  talkative?: true;
  run: (world: World, args: readonly string[]) => Step;
}

export type EffectKind = 'package' | 'user' | 'web' | 'mail' | 'account' | 'zone' | 'database' | 'ftp' | 'cron' | 'backup';

export function count(world: World, effect: keyof Effect, kind: EffectKind, name: string): void {
  const key = `${kind} ${name}`;
  const old = world.store.get('effects', key) ?? { created: 0, changed: 0, deleted: 0 };
  world.store.put('effects', key, { ...old, [effect]: old[effect] + 1 });
}

export function indexNames(world: World, user: User): void {
  const add = (name: string): void => {
    const logins = world.names.get(name);
    if (logins !== undefined) return void logins.add(user.login);
    world.names.set(name, new Set([user.login]));
    if (poisonous(name)) world.suspects.add(name);
  };
  for (const [domain, web] of Object.entries(user.web)) [domain, ...web.aliases].forEach(add);
  for (const domain of [...Object.keys(user.mail), ...Object.keys(user.zones)]) add(domain);
}

/** Users that may have the name: whether they still do, the caller looks. */
export function usersOf(world: World, name: string): User[] {
  return [...(world.names.get(name) ?? [])].map((login) => world.store.get('users', login)).filter((user) => user !== undefined);
}

export function save(world: World, user: User): void {
  world.store.put('users', user.login, user);
  indexNames(world, user);
}

export function stamp(world: World): Stamp {
  const iso = world.clock().toISOString();
  return { time: iso.slice(11, 19), date: iso.slice(0, 10) };
}
