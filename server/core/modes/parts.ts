/** The pieces that plans are put together from: accounts on their nodes, and what each kind of operation does to them. */
import { actionFacts } from '../action.ts';
import type { Login, PackageName, Role } from '../names.ts';
import type { PlanInput, PlanKind, PlannedTask } from '../wish.ts';

/** One panel account on one node. `role` is what its steps are called after: the first of those that share it. */
export interface Seat {
  role: Role;
  node: number;
  login: Login;
  package: PackageName;
  /** What makes a key unique where a role has several nodes. */
  suffix: string;
}

export const accountKey = (node: number, account: string): string => `${node}:${account}`;

const nodesOf = ({ nodes }: PlanInput, role: Role): readonly number[] => {
  if (role === 'dns') return nodes.dns;
  return nodes[role] === null ? [] : [nodes[role]];
};

/** Every account once, however many roles share it. */
export function seatsOf(input: PlanInput): readonly Seat[] {
  const seats = (['web', 'mail', 'dns'] as const).flatMap((role): readonly Seat[] => {
    const account = input.accounts[role];
    return account === undefined ? [] : nodesOf(input, role).map((node) => ({ role, node, ...account, suffix: role === 'dns' ? `@${node}` : '' }));
  });
  return [...new Map(seats.toReversed().map((seat) => [accountKey(seat.node, seat.login), seat])).values()].toReversed();
}

type Verb = 'addPackage' | 'addUser' | 'suspendUser' | 'unsuspendUser' | 'changePackage' | 'changePassword' | 'removeUser';

/** A step on a seat's account; `addPackage` is one on the node's packages. */
function seatTask({ role, node, login, package: name, suffix }: Seat, verb: Verb, after: readonly string[] = []): PlannedTask {
  const action = `${role}.${verb}` as const;
  const target = verb === 'addPackage' || verb === 'changePackage' ? name : login;
  return { key: action + suffix, action, nodeId: node, target, after, serialKey: accountKey(node, verb === 'addPackage' ? name : login) };
}

/** The package beside what must go first, then the user. */
function madeAccount(seat: Seat, after: readonly string[] = []): readonly PlannedTask[] {
  const pack = seatTask(seat, 'addPackage');
  return [pack, seatTask(seat, 'addUser', [pack.key, ...after])];
}

const control = (action: 'service.seedAutoSsl' | 'service.activate' | 'service.close', input: PlanInput, after: readonly string[]): PlannedTask =>
  ({ key: action, action, nodeId: null, target: input.domain, after, serialKey: null });

/** What nothing else in the plan waits for. */
function ends(tasks: readonly PlannedTask[]): readonly PlannedTask[] {
  const awaited = new Set(tasks.flatMap((task) => task.after));
  return tasks.filter((task) => !awaited.has(task.key));
}
const keysOf = (tasks: readonly PlannedTask[]): readonly string[] => tasks.map((task) => task.key);

/** A service is closed when nothing of it is left anywhere. */
const closed = (input: PlanInput, removed: readonly PlannedTask[]): readonly PlannedTask[] => [...removed, control('service.close', input, keysOf(ends(removed)))];

function packageChange(input: PlanInput): readonly PlannedTask[] {
  return seatsOf(input).flatMap((seat) => {
    const pack = seatTask(seat, 'addPackage');
    return [pack, seatTask(seat, 'changePackage', [pack.key])];
  });
}

/** Files, databases and mail go; accounts, zone and records stay, but for the new mail key's. */
function refill(input: PlanInput): readonly PlannedTask[] {
  const [web, mail] = [placeOf(input, 'web'), placeOf(input, 'mail')];
  const { dns } = input.accounts;
  const filled: PlannedTask[] = [];
  if (web !== null) {
    filled.push(domainTask('web.removeDatabases', web, web.login, []), domainTask('web.emptyDomain', web, input.domain, []));
    filled.push(domainTask('web.addDomain', web, input.domain, ['web.emptyDomain']), domainTask('web.applySettings', web, input.domain, ['web.addDomain']));
  }
  if (mail !== null) filled.push(domainTask('mail.emptyDomain', mail, input.domain, []), domainTask('mail.addDomain', mail, input.domain, ['mail.emptyDomain']));
  if (mail !== null && dns !== undefined) filled.push(...input.nodes.dns.map((node) => domainTask('dns.syncRecords', { node, login: dns.login }, `mail._domainkey.${input.domain}`, ['mail.addDomain'], `@${node}`)));
  return filled;
}

/** A plan that first makes a backup of every account with files or mail in it: nothing of it begins before all of them are done. */
export function afterBackup(input: PlanInput, plan: readonly PlannedTask[]): readonly PlannedTask[] {
  const made = seatsOf(input).flatMap(({ role, node, login }): readonly PlannedTask[] => (role === 'dns' ? [] : [domainTask(`${role}.backupCreate`, { node, login }, login, [])]));
  const keys = made.map(({ key }) => key);
  return [...made, ...plan.map((task) => (task.after.length === 0 ? { ...task, after: keys } : task))];
}

/** Every account counted anew on its node; they wait for nothing. */
export const recount = (input: PlanInput): readonly PlannedTask[] =>
  seatsOf(input).map((seat) => ({ key: `server.recomputeUser@${accountKey(seat.node, seat.login)}`, action: 'server.recomputeUser', nodeId: seat.node, target: seat.login, after: [], serialKey: accountKey(seat.node, seat.login) }));

/** The zone written to each of its nameservers; they wait for nothing, and not for each other. */
export const published = ({ accounts: { dns }, nodes, domain }: PlanInput): readonly PlannedTask[] =>
  dns === undefined ? [] : nodes.dns.map((node) => domainTask('dns.syncRecords', { node, login: dns.login }, domain, [], `@${node}`));

type Tasks = readonly PlannedTask[];

/** What a mode says of itself; the rest is the same for all of them. */
export interface ModeParts {
  /** Makes what a service consists of, after its removal when `gone`. */
  build(input: PlanInput, gone: boolean): Tasks;
  /** What an operation does beside the service's accounts. */
  beside?: Readonly<Record<Exclude<PlanKind, 'deploy' | 'redeploy'>, (input: PlanInput) => Tasks>>;
  /** What its site wants before the service is called live, once Auto-SSL knows its names. */
  last?(input: PlanInput, after: readonly string[]): Tasks;
}

/** The end of every plan after which a service is live. What stands on several nameservers is a copy on each. */
function activated(input: PlanInput, built: Tasks, { last }: ModeParts): Tasks {
  const finished = ends(built);
  const zones = finished.filter((task) => actionFacts[task.action].role === 'dns');
  const seed = control('service.seedAutoSsl', input, keysOf(finished));
  const seeded = [...built, zones.length > 1 ? { ...seed, copies: keysOf(zones) } : seed];
  const all = [...seeded, ...(last?.(input, ['service.seedAutoSsl']) ?? [])];
  return [...all, control('service.activate', input, keysOf(ends(all)))];
}

const onEach = (input: PlanInput, verb: Verb): Tasks => seatsOf(input).map((seat) => seatTask(seat, verb));

/** An account that wakes takes its website with it. */
function switchedOff(input: PlanInput): Tasks {
  const web = placeOf(input, 'web');
  return web === null || input.siteOff !== true ? [] : [domainTask('web.applySettings', web, input.domain, ['web.unsuspendUser'])];
}

export function planOf(parts: ModeParts): (kind: PlanKind, input: PlanInput) => Tasks {
  return (kind, input) => {
    if (kind === 'deploy' || kind === 'redeploy') return activated(input, parts.build(input, kind === 'redeploy'), parts);
    const beside = parts.beside?.[kind](input) ?? [];
    switch (kind) {
      case 'reset':
        return activated(input, [...refill(input), ...beside], parts);
      case 'suspend':
        return [...onEach(input, 'suspendUser'), ...beside];
      case 'unsuspend':
        return [...onEach(input, 'unsuspendUser'), ...switchedOff(input), ...beside];
      case 'changePassword':
        return [...onEach(input, 'changePassword'), ...beside];
      case 'changePackage':
        return [...packageChange(input), ...beside];
      case 'terminate':
        return closed(input, [...onEach(input, 'removeUser'), ...beside]);
    }
  };
}

/** The account of a role, made; after its removal when the service is built anew. */
export function seatBuilt(seat: Seat, gone: boolean): readonly PlannedTask[] {
  if (!gone) return madeAccount(seat);
  const removed = seatTask(seat, 'removeUser');
  return [removed, ...madeAccount(seat, [removed.key])];
}

interface Place {
  node: number;
  login: Login;
}
/** The place of a role that has one node; null where the service does not have the role. */
export function placeOf(input: PlanInput, role: 'web' | 'mail'): Place | null {
  const node = input.nodes[role];
  const account = input.accounts[role];
  return node === null || account === undefined ? null : { node, login: account.login };
}

/** A step on a domain of an account. */
export const domainTask = (action: PlannedTask['action'], { node, login }: Place, target: string, after: readonly string[], suffix = ''): PlannedTask =>
  ({ key: action + suffix, action, nodeId: node, target, after, serialKey: accountKey(node, login) });
