/**
 * A fleet on paper: panels in memory that do what they are told at once, except for what a test holds back or answers
 * otherwise. For tests of the engine, where nothing is learnt from SSH.
 */
import type { BackupFacts } from '#server/core/backup-panel.ts';
import type { Answer, DelegationSigner, DnsRecord, Figures, MailboxFacts, Panel, UserFacts } from '#server/core/panel.ts';
import type { WebDomainFacts } from '#server/core/site-panel.ts';
import { addressOf, hostOf, type Mailbox } from '#server/core/vanity.ts';
import type { Engine, PanelIo } from '#server/tasks/engine.ts';
import { sendWakes } from '#server/tasks/wake.ts';
import { backupsOn } from './paper-backups.ts';
import { type ItemSheet, itemsOn, newItemSheet } from './paper-items.ts';
import { makeRig, type Rig, type RigOptions } from './rig.ts';

export interface Call {
  nodeId: number;
  /** `users.add`. */
  method: string;
  /** Its first argument, mostly the account. */
  word: string;
}
type Act = (call: Call, signal: AbortSignal) => Promise<Answer | undefined>;
interface Rule {
  fits: Partial<Call>;
  left: number;
  act: Act;
}
export interface Held {
  /** Resolves when a call has come. */
  reached: Promise<Call>;
  release(): void;
}
export interface Paper {
  /** Calls so far, in order. */
  calls: Call[];
  /** The next `times` fitting calls are answered by `act`; nothing answered: they go on. */
  when(fits: Partial<Call>, act: Act, times?: number): void;
  /** The next `times` fitting calls wait until they are released, or their worker lets go. */
  hold(fits: Partial<Call>, times?: number): Held;
  clear(): void;
  panelOf(node: { id: number }, io: PanelIo): Panel;
}

interface Sheet {
  packages: Set<string>;
  users: Map<string, UserFacts>;
  web: Map<string, WebDomainFacts>;
  /** Each with its catch-all. */
  mail: Map<string, string | null>;
  zones: Map<string, readonly DnsRecord[]>;
  /** By account; a key goes with the account. */
  signers: Map<string, DelegationSigner>;
  boxes: Map<string, MailboxFacts>;
  items: ItemSheet;
  backups: BackupFacts[];
  /** Addresses by host. */
  hosts: Map<string, readonly string[]>;
}
const ok: Answer = { ok: true };
const fits = (rule: Rule, call: Call): boolean => Object.entries(rule.fits).every(([key, value]) => call[key as keyof Call] === value);

function guestsOn({ boxes, hosts }: Sheet): Pick<Panel, 'mailboxes' | 'zoneRecords'> {
  const change = async (box: Mailbox, to: Partial<MailboxFacts>): Promise<Answer> => {
    const old = boxes.get(addressOf(box));
    if (old === undefined) return { ok: false, refusal: 'missing', message: 'There is no such mailbox', hint: '', code: 3 };
    boxes.set(addressOf(box), { ...old, ...to });
    return ok;
  };
  return {
    mailboxes: {
      find: async (box) => boxes.get(addressOf(box)) ?? null,
      add: async (box, _, quotaMb) => { boxes.set(addressOf(box), { quotaMb, suspended: false }); return ok; },
      setPassword: (box) => change(box, {}), setQuota: (box, quotaMb) => change(box, { quotaMb }),
      suspend: (box) => change(box, { suspended: true }), unsuspend: (box) => change(box, { suspended: false }),
      remove: async (box) => { boxes.delete(addressOf(box)); return ok; },
    },
    zoneRecords: {
      find: async (record) => (hosts.get(hostOf(record)) ?? []).map((value) => ({ type: 'A', value })),
      add: async (record) => { hosts.set(hostOf(record), [...(hosts.get(hostOf(record)) ?? []), record.ipv4]); return ok; },
      remove: async (record) => { hosts.set(hostOf(record), (hosts.get(hostOf(record)) ?? []).filter((value) => value !== record.ipv4)); return ok; },
      served: async (record) => hosts.get(hostOf(record))?.includes(record.ipv4) === true,
    },
  };
}

const noCertificate: Answer = { ok: false, refusal: 'missing', message: 'SSL is not enabled', hint: '', code: 3 };

function sitesOn(web: Sheet['web']): Panel['webDomains'] {
  const change = async (name: string, to: (old: WebDomainFacts) => Partial<WebDomainFacts>): Promise<Answer> => {
    const old = web.get(name);
    if (old === undefined) return { ok: false, refusal: 'missing', message: 'There is no such website', hint: '', code: 3 };
    web.set(name, { ...old, ...to(old) });
    return ok;
  };
  const secure = async (name: string, to: Partial<WebDomainFacts>): Promise<Answer> => (web.get(name)?.ssl === true ? change(name, () => to) : noCertificate);
  return {
    find: async (_, name) => web.get(name) ?? null,
    add: async (_, name, ip) => { web.set(name, { ip, aliases: [], backend: 'default', folder: '', ssl: false, redirect: null, forceHttps: false, hsts: false, cache: false, suspended: false }); return ok; },
    setBackend: (_, name, backend) => change(name, () => ({ backend })),
    setFolder: (_, name, folder) => change(name, () => ({ folder })), suspend: (_, name) => change(name, () => ({ suspended: true })), unsuspend: (_, name) => change(name, () => ({ suspended: false })),
    addAlias: (_, name, alias) => change(name, ({ aliases }) => ({ aliases: [...aliases, alias] })), removeAlias: (_, name, alias) => change(name, ({ aliases }) => ({ aliases: aliases.filter((one) => one !== alias) })),
    setRedirect: (_, name, redirect) => change(name, () => ({ redirect })), setCache: (_, name, cache) => change(name, () => ({ cache })),
    setForceHttps: (_, name, forceHttps) => secure(name, { forceHttps }), setHsts: (_, name, hsts) => secure(name, { hsts }),
    log: async (_, name) => (web.has(name) ? [] : null),
    rebuild: async () => ok,
    remove: async (_, name) => { web.delete(name); return ok; },
    served: async (name) => web.has(name),
  };
}

/** Objects are counted; sizes are made up. */
const figuresOf = (sheet: Sheet, login: string): Figures => ({
  diskMb: 100, mailDiskMb: login.endsWith('-mail') ? 90 : 0, bandwidthMb: 5, webDomains: sheet.web.size, databases: 2, mailDomains: sheet.mail.size, mailAccounts: 3, dnsDomains: sheet.zones.size, dnsRecords: 17, cronJobs: 1, backups: 0,
});

/** Every key is another. */
let keys = 10_000;

function panelOn(sheet: Sheet): Panel {
  const all = async (): Promise<Answer> => ok;
  return {
    node: {
      probe: async () => { throw new Error('A paper node is not probed'); }, settle: all, clock: async () => Date.now(),
      status: async () => ({ version: '1.10.5', vulnerable: false, load: 0.5, memory: { usedMb: 1000, totalMb: 4000 }, disk: { usedMb: 10_000, totalMb: 80_000 }, services: [] }),
    },
    packages: { find: async (name) => sheet.packages.has(name), add: async ({ name }) => { sheet.packages.add(name); return ok; } },
    users: {
      find: async (login) => sheet.users.get(login) ?? null,
      add: async ({ login, package: name, marker }) => { sheet.users.set(login, { login, package: name, marker, suspended: false }); return ok; },
      setPassword: all, rebuild: all, recount: all,
      contents: async (login) => (sheet.users.has(login) ? {
        sites: [...sheet.web.keys()].map((name) => ({ name, sizeMb: 90 })), databases: [], mailboxes: [...sheet.mail.keys()].map((name) => ({ name: `info@${name}`, sizeMb: 10 })),
        zones: [...sheet.zones].map(([name, records]) => ({ name, records: records.length })),
      } : null),
      usage: async () => [...sheet.users.keys()].map((login) => ({ login, figures: figuresOf(sheet, login) })),
      setPackage: async (login, name) => { const user = sheet.users.get(login); if (user !== undefined) sheet.users.set(login, { ...user, package: name }); return ok; },
      suspend: async (login) => { const user = sheet.users.get(login); if (user !== undefined) sheet.users.set(login, { ...user, suspended: true }); return ok; },
      unsuspend: async (login) => { const user = sheet.users.get(login); if (user !== undefined) sheet.users.set(login, { ...user, suspended: false }); return ok; },
      remove: async (login) => { sheet.users.delete(login); sheet.signers.delete(login); return ok; },
    },
    backups: backupsOn(sheet),
    // On paper nobody is in a jail: what is done over SFTP is looked at on a node.
    fileKeys: { jailed: async () => false, find: async () => false, add: all },
    leftovers: { ofAccount: async () => null, removeAccount: all, ofWebDomain: async () => null, removeWebDomain: all },
    webDomains: sitesOn(sheet.web),
    mailDomains: {
      find: async (_, name) => (sheet.mail.has(name) ? { dkim: true, catchAll: sheet.mail.get(name) ?? null, suspended: false } : null),
      add: async (_, name) => { sheet.mail.set(name, null); return ok; },
      addCatchAll: async (_, name, address) => { sheet.mail.set(name, address); return ok; }, removeCatchAll: async (_, name) => { sheet.mail.set(name, null); return ok; },
      rebuild: all,
      remove: async (_, name) => { sheet.mail.delete(name); return ok; },
      dkim: async (_, name) => (sheet.mail.has(name) ? 'v=DKIM1; p=AAAA' : null),
    },
    certificates: { find: async () => null, issue: all, set: all, remove: all },
    zones: {
      find: async (login, name) => (sheet.zones.has(name) ? { ip: '203.0.113.10', records: sheet.zones.get(name)?.length ?? 0, suspended: false, signed: sheet.signers.has(login) } : null),
      add: async (_, name) => { sheet.zones.set(name, []); return ok; },
      records: async (_, name) => sheet.zones.get(name) ?? [],
      replaceRecords: async (_, name, records) => { sheet.zones.set(name, records); return ok; },
      rebuild: all, remove: all,
      setSigned: async (login, _, signed) => {
        if (signed) sheet.signers.set(login, { tag: ++keys, algorithm: 13, digestType: 2, digest: 'AB12' });
        else sheet.signers.delete(login);
        return ok;
      },
      signer: async (login) => sheet.signers.get(login) ?? null,
      serial: async (name) => (sheet.zones.has(name) ? 1 : null),
    },
    ...itemsOn(sheet.items),
    ...guestsOn(sheet),
  };
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;
const wordOf = (arg: unknown): string => (typeof arg === 'string' ? arg : typeof arg === 'object' && arg !== null && 'login' in arg ? String(arg.login) : '');

/** Every method of a panel, with `before` asked first: what that answers is the answer. */
function guarded(panel: Panel, before: (method: string, word: string) => Promise<Answer | undefined>): Panel {
  const nouns = Object.entries(panel).map(([noun, methods]) => [noun, Object.fromEntries(Object.entries(methods as Record<string, Method>).map(([verb, method]) => [
    verb, async (...args: readonly unknown[]) => (await before(`${noun}.${verb}`, wordOf(args[0]))) ?? method(...args),
  ]))]);
  return Object.fromEntries(nouns) as unknown as Panel;
}

export function paperFleet(): Paper {
  const sheets = new Map<number, Sheet>();
  let rules: Rule[] = [];
  const calls: Call[] = [];
  const when: Paper['when'] = (wanted, act, times = 1) => void rules.push({ fits: wanted, left: times, act });
  async function before(call: Call, signal: AbortSignal): Promise<Answer | undefined> {
    signal.throwIfAborted();
    calls.push(call);
    const rule = rules.find((one) => one.left > 0 && fits(one, call));
    if (rule === undefined) return undefined;
    rule.left--;
    return rule.act(call, signal);
  }
  return {
    calls, when,
    hold(wanted, times = 1) {
      const reached = Promise.withResolvers<Call>();
      const open = Promise.withResolvers<undefined>();
      when(wanted, (call, signal) => {
        reached.resolve(call);
        return Promise.race([open.promise, new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error)))]);
      }, times);
      return { reached: reached.promise, release: () => open.resolve(undefined) };
    },
    clear: () => { rules = []; },
    panelOf(node, io) {
      const sheet = sheets.get(node.id) ?? { packages: new Set<string>(), users: new Map(), web: new Map(), mail: new Map(), zones: new Map(), signers: new Map(), boxes: new Map(), items: newItemSheet(), backups: [], hosts: new Map() };
      sheets.set(node.id, sheet);
      return guarded(panelOn(sheet), (method, word) => {
        io.write('command', `${method} ${word}`);
        return before({ nodeId: node.id, method, word }, io.signal);
      });
    },
  };
}

/** A rig whose engine works on paper. What the engine complains of is in `errors`. */
export async function paperRig(options: RigOptions): Promise<Rig & { paper: Paper; errors: string[] }> {
  const paper = paperFleet();
  const errors: string[] = [];
  const engine: Partial<Engine> = { panelOf: paper.panelOf, ...options.engine };
  const rig = await makeRig({ roles: ['web', 'mail', 'dns', 'dns'], ...options, engine });
  rig.engine.log = rig.engine.log.child({});
  rig.engine.log.error = (what: unknown) => {
    const { err } = what as { err: Error };
    errors.push(`${err.message} · ${String(err.cause)}`);
  };
  return Object.assign(rig, { paper, errors });
}

/** What was put off is due now, and its nodes are well: as if the time had come. */
export async function timePasses(rig: Rig): Promise<void> {
  await rig.client.pool.query("update tasks set run_at = now() - interval '1 second' where status in ('retrying', 'postponed', 'cancelling') and run_at is not null");
  await rig.client.pool.query('update nodes set circuit_until = null');
  await rig.client.db.transaction((tx) => sendWakes(tx, rig.engine.boss, [...rig.nodeIds, null].map((node) => ({ node, after: 0 }))));
}
