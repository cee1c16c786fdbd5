/**
 * What of a service is as wished, found out by its own steps: each looks before it acts, so a step that is only allowed to
 * look says by the first thing that it would have changed what is wrong. Nothing else knows what a service consists of.
 */
import { type Action, actionFacts } from './action.ts';
import type { Role } from './names.ts';
import type { Answer, Panel } from './panel.ts';
import { steps } from './steps/index.ts';
import type { Claim } from './steps/step.ts';
import type { Mode, PlanInput, PlannedTask, Wish } from './wish.ts';

/** Thrown where a step would change a node. */
class WouldChange extends Error {
  readonly method: keyof typeof wrongs;
  constructor(method: keyof typeof wrongs) {
    super(`Would change: ${method}`);
    this.method = method;
  }
}

/** Every method of a panel that changes something; `settle` answers like one and only waits. */
type Changing = Exclude<{ [N in keyof Panel]: { [V in keyof Panel[N] & string]: Panel[N][V] extends (...args: never[]) => Promise<Answer> ? `${N}.${V}` : never }[keyof Panel[N] & string] }[keyof Panel], 'node.settle'>;

/** What no look can tell is taken as done: a step sets a mailbox's password and size whenever it finds it. */
const unseen = ['mailboxes.setPassword', 'mailboxes.setQuota'] as const satisfies readonly Changing[];

/** What is wrong when a step would do this. A method that changes something and is missing here does not compile. */
const wrongs: Record<Exclude<Changing, (typeof unseen)[number]>, string> = {
  'packages.add': 'is missing',
  'users.add': 'is missing',
  'users.setPackage': 'has another package',
  'users.setPassword': 'may have another password',
  'users.rebuild': 'is not whole',
  'users.suspend': 'is not suspended',
  'users.unsuspend': 'is suspended',
  'users.remove': 'is not whole',
  'users.recount': 'is to be counted',
  'fileKeys.add': 'lacks the key for its files',
  'databases.add': 'is missing',
  'databases.setPassword': 'may have another password',
  'backups.add': 'has no backup',
  'backups.remove': 'has a backup too many',
  'backups.restoreSite': 'is to be restored',
  'backups.restoreDatabase': 'is to be restored',
  'backups.restoreMailbox': 'is to be restored',
  'databases.remove': 'is too many',
  'zones.setSigned': 'is signed in another way',
  'ftp.add': 'is missing',
  'ftp.setPassword': 'may have another password',
  'ftp.setPath': 'has another folder',
  'ftp.remove': 'is too many',
  'visitors.add': 'is missing',
  'visitors.setPassword': 'may have another password',
  'visitors.remove': 'is too many',
  'cron.add': 'is missing',
  'cron.change': 'is set to something else',
  'cron.suspend': 'is not suspended',
  'cron.unsuspend': 'is suspended',
  'cron.remove': 'is too many',
  'webDomains.add': 'is missing',
  'webDomains.setBackend': 'has another PHP template',
  'webDomains.setFolder': 'shows another folder',
  'webDomains.suspend': 'is not switched off',
  'webDomains.unsuspend': 'is switched off',
  'webDomains.addAlias': 'has a name too few',
  'webDomains.removeAlias': 'has a name too many',
  'webDomains.setRedirect': 'sends visitors elsewhere',
  'webDomains.setForceHttps': 'treats HTTPS in another way',
  'webDomains.setHsts': 'has another HSTS setting',
  'webDomains.setCache': 'has another cache setting',
  'webDomains.rebuild': 'is stored and not served',
  'webDomains.remove': 'is too many',
  'leftovers.removeAccount': 'is half-made',
  'leftovers.removeWebDomain': 'is half-made',
  'mailDomains.add': 'is missing',
  'mailDomains.rebuild': 'is not whole',
  'mailDomains.remove': 'is too many',
  'mailDomains.addCatchAll': 'sends mail to unknown names elsewhere',
  'mailDomains.removeCatchAll': 'takes mail to unknown names',
  'certificates.issue': 'has no certificate',
  'certificates.set': 'has another certificate',
  'certificates.remove': 'has a certificate',
  'zones.add': 'is missing',
  'zones.replaceRecords': 'has other records',
  'zones.rebuild': 'is stored and not served',
  'zones.remove': 'is too many',
  'mailAccounts.add': 'is missing',
  'mailAccounts.setPassword': 'may have another password',
  'mailAccounts.setQuota': 'has another size',
  'mailAccounts.addAlias': 'has a name too few',
  'mailAccounts.removeAlias': 'has a name too many',
  'mailAccounts.addForward': 'has an address too few',
  'mailAccounts.removeForward': 'has an address too many',
  'mailAccounts.setForwardOnly': 'forwards in another way',
  'mailAccounts.setAutoReply': 'has another automatic reply',
  'mailAccounts.setSendLimit': 'has another limit',
  'mailAccounts.remove': 'is too many',
  'mailboxes.add': 'is missing',
  'mailboxes.suspend': 'is not suspended',
  'mailboxes.unsuspend': 'is suspended',
  'mailboxes.remove': 'is too many',
  'zoneRecords.add': 'is missing',
  'zoneRecords.remove': 'is not as wished',
};

const missing = (target: string): string => `${target} ${wrongs['users.add']}`;
const isWrong = (name: string): name is keyof typeof wrongs => Object.hasOwn(wrongs, name);

/** A panel on which only looks go through. */
export function lookingOnly(panel: Panel): Panel {
  const nouns = Object.entries(panel).map(([noun, methods]) => [noun, Object.fromEntries(Object.entries(methods as Record<string, (...args: readonly unknown[]) => Promise<unknown>>).map(([verb, method]) => {
    const name = `${noun}.${verb}`;
    if (unseen.some((one) => one === name)) return [verb, async (): Promise<Answer> => ({ ok: true })];
    return [verb, isWrong(name) ? async (): Promise<Answer> => { throw new WouldChange(name); } : method];
  }))]);
  return Object.fromEntries(nouns) as unknown as Panel;
}

export interface Finding {
  key: string;
  action: Action;
  /** What should be there, `customer-com-web`. */
  target: string;
  nodeId: number;
  /** `unknown`: the node could not be asked. */
  is: 'fine' | 'differs' | 'conflict' | 'unknown';
  /** One sentence for staff: what was found. */
  found: string;
}

/** One look at all nodes of a service. */
export interface Drift {
  at: string;
  generation: number;
  findings: Finding[];
}

/** What a live service consists of, in the order in which it is made; suspension is a part of it, and a certificate, which Auto-SSL looks after, is not. */
export function wishedTasks(mode: Mode, input: PlanInput, suspended: boolean): readonly PlannedTask[] {
  // A mailbox that sleeps is looked for by the step that lets it sleep: the one that makes it would wake it.
  const made = mode.plan('deploy', input).filter((task) => !suspended || task.action !== 'mail.addAccount');
  const accounts = new Map(made.filter((task) => task.action.endsWith('.addUser')).map((task) => [`${task.nodeId} ${task.target}`, task.key]));
  // An account that is made anew is awake: what lets it sleep comes after it.
  const rest = mode.plan(suspended ? 'suspend' : 'unsuspend', input).map((task) => {
    const account = accounts.get(`${task.nodeId} ${task.target}`);
    return account === undefined ? task : { ...task, after: [...task.after, account] };
  });
  // What is in both plans stands behind what it waits for in either.
  const twice = new Map(made.filter((task) => rest.some((one) => one.key === task.key)).map((task) => [task.key, task]));
  const all = [...made.filter((task) => !twice.has(task.key)), ...rest.map((task) => ({ ...task, after: [...new Set([...(twice.get(task.key)?.after ?? []), ...task.after])] }))];
  return all.filter((task) => task.nodeId !== null && task.handsOver !== true);
}

/** Whether an account sleeps can't be seen while it is missing; null when it is there. */
export function goneWith(task: PlannedTask, findings: readonly Finding[]): Finding | null {
  if (!/\.(un)?suspendUser$/.test(task.action)) return null;
  const account = findings.find((one) => task.after.includes(one.key));
  if (account?.is !== 'differs' || account.found !== missing(account.target)) return null;
  return { key: task.key, action: task.action, target: task.target, nodeId: task.nodeId ?? 0, is: 'differs', found: account.found };
}

/** `panel` must be one that only looks; `held` is what a guest's step holds. Throws what the node throws. */
export async function verifyTask(task: PlannedTask, panel: Panel, wish: Wish, held: string | null = null): Promise<Finding> {
  const about = { key: task.key, action: task.action, target: task.target, nodeId: task.nodeId ?? 0 };
  try {
    const claim: Claim = { held, hold: async () => { throw new WouldChange('mailboxes.add'); } };
    const outcome = await steps[task.action]({ panel, wish, doubt: false, claim, target: task.target, say: () => undefined });
    if (outcome.is === 'done') return { ...about, is: 'fine', found: 'As wished' };
    if (outcome.is === 'later') return { ...about, is: 'unknown', found: outcome.because };
    return { ...about, is: 'conflict', found: outcome.message };
  } catch (error) {
    if (!(error instanceof WouldChange)) throw error;
    return { ...about, is: 'differs', found: `${task.target} ${wrongs[error.method]}` };
  }
}

/** What differs and may be mended: nothing that stands on what is somebody else's. */
export function mendable(tasks: readonly PlannedTask[], findings: readonly Finding[]): ReadonlySet<string> {
  const foreign = new Set(findings.filter((one) => one.is === 'conflict').map((one) => one.key));
  for (const task of tasks) if (task.after.some((key) => foreign.has(key))) foreign.add(task.key);
  return new Set(findings.filter((one) => one.is === 'differs' && !foreign.has(one.key)).map((one) => one.key));
}

/** A part is mended with what it stands on, where that differs as well. */
export function withGround(tasks: readonly PlannedTask[], keys: readonly string[], mends: ReadonlySet<string>): ReadonlySet<string> {
  const wanted = new Set(keys.filter((key) => mends.has(key)));
  for (const task of tasks.toReversed()) if (wanted.has(task.key)) for (const key of task.after) if (mends.has(key)) wanted.add(key);
  return wanted;
}

/** What differs, and all that is built on it: a mail domain made anew has a new key, and its record must follow. */
export function repairPlan(tasks: readonly PlannedTask[], differing: ReadonlySet<string>): readonly PlannedTask[] {
  const taken = new Set<string>();
  for (const task of tasks) if (differing.has(task.key) || task.after.some((key) => taken.has(key))) taken.add(task.key);
  return tasks.filter((task) => taken.has(task.key)).map((task) => ({ ...task, after: task.after.filter((key) => taken.has(key)) }));
}

const verbOf = (task: PlannedTask): string => task.action.slice(task.action.indexOf('.') + 1);

/** The part of a deployment that makes one role, on all of its nodes or on one, with the account that it lives in: all of it written again. */
export function resyncPlan(tasks: readonly PlannedTask[], role: Role, nodeId?: number): readonly PlannedTask[] {
  const own = tasks.filter((task) => task.nodeId !== null && (nodeId === undefined || task.nodeId === nodeId) && actionFacts[task.action].role === role);
  const nodes = new Set(own.map((task) => task.nodeId));
  const account = tasks.filter((task) => nodes.has(task.nodeId) && (verbOf(task) === 'addPackage' || verbOf(task) === 'addUser'));
  // What a deployment does twice, for what it learns in between, is done once.
  const once = new Map([...own, ...account].toReversed().map((task) => [`${task.action} ${task.nodeId}`, task]));
  const taken = new Set([...once.values()].map((task) => task.key));
  return tasks.filter((task) => taken.has(task.key)).map((task): PlannedTask => ({ ...task, after: task.after.filter((key) => taken.has(key)), doubt: true }));
}
