/** Which nodes a new service gets: per account the least loaded that takes it; DNS is on every DNS node of the group. */
import type { Role } from './names.ts';
import type { NodeState } from './node.ts';

export interface Candidate {
  id: number;
  name: string;
  roles: readonly Role[];
  state: NodeState;
  /** Services placed there. */
  placed: number;
  /** How much of the load it takes beside the others. */
  weight: number;
  /** Services that it may have; null = any number. */
  maxAccounts: number | null;
}
export interface Placed {
  web: number | null;
  mail: number | null;
  dns: readonly number[];
}
/**
 * `busier`: another had less to carry. `apart`: it has, or is kept for, another account of the same service. `room`: it
 * would have taken it, yet another account has no place.
 */
export type Verdict = 'chosen' | 'busier' | 'apart' | 'room' | 'full' | Exclude<NodeState, 'active'>;
/** One account's choice among the nodes that have its roles, as it was at that moment. */
export interface Choice {
  roles: readonly Role[];
  candidates: readonly (Pick<Candidate, 'id' | 'name' | 'placed' | 'weight' | 'maxAccounts'> & { verdict: Verdict })[];
}
/**
 * `missing`: no node of the group has the roles. `apart`: every account has a node, but no choice keeps them on different
 * ones. `full`: there are such nodes, and none takes a service now.
 */
export type Allocation =
  | { ok: true; placed: Placed; choices: readonly Choice[] }
  | { ok: false; is: 'missing'; missing: readonly Role[] }
  | { ok: false; is: 'apart' }
  | { ok: false; is: 'full'; choices: readonly Choice[] };

const load = (node: Candidate): number => node.placed / Math.max(1, node.weight);
const byLoad = (nodes: readonly Candidate[]): readonly Candidate[] => nodes.toSorted((a, b) => load(a) - load(b) || a.id - b.id);
/** An account of zones alone: it stands on every nameserver of the group. */
export const isZones = (roles: readonly Role[]): boolean => roles.length === 1 && roles[0] === 'dns';
const isFull = (node: Candidate): boolean => node.maxAccounts !== null && node.placed >= node.maxAccounts;
const has = (node: Candidate, roles: readonly Role[]): boolean => roles.every((role) => node.roles.includes(role));

/** The first choice of one node per account, all different, that leaves the rest possible. */
function choose(choices: readonly (readonly Candidate[])[], fits: (chosen: readonly Candidate[]) => boolean, chosen: readonly Candidate[] = []): readonly Candidate[] | null {
  const [first, ...rest] = choices;
  if (first === undefined) return fits(chosen) ? chosen : null;
  for (const node of first) {
    const found = chosen.includes(node) ? null : choose(rest, fits, [...chosen, node]);
    if (found !== null) return found;
  }
  return null;
}

interface Chosen {
  /** One per account that is not of zones alone, in their order. */
  single: readonly Candidate[];
  zones: readonly Candidate[];
}

/** Zones stand on all nodes that serve them and are not another account's; one of these that is full holds the whole up. */
function chooseAmong(nodes: readonly Candidate[], accounts: readonly (readonly Role[])[], takes: (node: Candidate) => boolean): Chosen | null {
  const zoned = accounts.some(isZones);
  const zonesBeside = (taken: readonly Candidate[]) => nodes.filter((node) => has(node, ['dns']) && !taken.includes(node));
  const fits = (taken: readonly Candidate[]): boolean => !zoned || (zonesBeside(taken).length > 0 && zonesBeside(taken).every(takes));
  const single = choose(accounts.filter((roles) => !isZones(roles)).map((roles) => byLoad(nodes.filter((node) => has(node, roles) && takes(node)))), fits);
  return single === null ? null : { single, zones: zoned ? zonesBeside(single) : [] };
}

function verdictOn(node: Candidate, mine: readonly Candidate[], chosen: Chosen | null): Verdict {
  if (mine.includes(node)) return 'chosen';
  if (node.state !== 'active') return node.state;
  if (isFull(node)) return 'full';
  if (chosen === null) return 'room';
  if (chosen.single.includes(node) || chosen.zones.includes(node)) return 'apart';
  return mine.some((one) => load(one) > load(node)) ? 'apart' : 'busier';
}

function choicesOf(nodes: readonly Candidate[], accounts: readonly (readonly Role[])[], chosen: Chosen | null): readonly Choice[] {
  const single = accounts.filter((roles) => !isZones(roles));
  return accounts.map((roles) => {
    const one = chosen?.single[single.indexOf(roles)];
    const mine = chosen === null ? [] : isZones(roles) ? chosen.zones : one === undefined ? [] : [one];
    return { roles, candidates: byLoad(nodes.filter((node) => has(node, roles))).map((node) => ({ id: node.id, name: node.name, placed: node.placed, weight: node.weight, maxAccounts: node.maxAccounts, verdict: verdictOn(node, mine, chosen) })) };
  });
}

/**
 * Each of `accounts` is the roles that share it. An account gets the least loaded active node with room that has them
 * all; one of DNS alone is on every active DNS node of the group. Accounts keep apart: on one panel a domain belongs to
 * one account, whatever its kind. A fleet that could never take the order is told from one that has no room just now.
 */
export function allocate(nodes: readonly Candidate[], accounts: readonly (readonly Role[])[]): Allocation {
  const there = nodes.filter((node) => node.state !== 'off');
  const missing = accounts.find((roles) => !there.some((node) => has(node, roles)));
  if (missing !== undefined) return { ok: false, is: 'missing', missing };
  if (chooseAmong(there, accounts, () => true) === null) return { ok: false, is: 'apart' };
  const chosen = chooseAmong(there.filter((node) => node.state === 'active'), accounts, (node) => !isFull(node));
  const choices = choicesOf(nodes, accounts, chosen);
  if (chosen === null) return { ok: false, is: 'full', choices };
  const single = accounts.filter((roles) => !isZones(roles));
  const of = (role: Role): number | null => chosen.single[single.findIndex((roles) => roles.includes(role))]?.id ?? null;
  const zones = chosen.zones.length > 0 ? chosen.zones.map((node) => node.id) : [of('dns')].filter((id) => id !== null);
  return { ok: true, placed: { web: of('web'), mail: of('mail'), dns: zones.toSorted((a, b) => a - b) }, choices };
}
