/** Which nodes a new service gets: per role the least loaded that may take it; DNS is on every DNS node of the group. */
import type { Role } from './names.ts';

export interface Candidate {
  id: number;
  roles: readonly Role[];
  enabled: boolean;
  /** Services placed there. */
  placed: number;
  slots: number;
}
export interface Placed {
  web: number | null;
  mail: number | null;
  dns: readonly number[];
}
/** `apart`: every account has a node, but no choice keeps them on different ones. */
export type Allocation = { ok: true; placed: Placed } | { ok: false; missing: readonly Role[] } | { ok: false; apart: true };

const load = (node: Candidate): number => node.placed / Math.max(1, node.slots);
const byLoad = (nodes: readonly Candidate[]): readonly Candidate[] => nodes.toSorted((a, b) => load(a) - load(b) || a.id - b.id);
const isZones = (roles: readonly Role[]): boolean => roles.length === 1 && roles[0] === 'dns';

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

/**
 * Each of `accounts` is the roles that share it. An account gets the least loaded node that has them all; one of DNS alone
 * is on every DNS node of the group. Without an enabled node the order is refused; a full or unreachable node never
 * does that. Accounts keep apart: on one panel a domain belongs to one account, whatever its kind.
 */
export function allocate(nodes: readonly Candidate[], accounts: readonly (readonly Role[])[]): Allocation {
  const able = (roles: readonly Role[]) => byLoad(nodes.filter((node) => node.enabled && roles.every((role) => node.roles.includes(role))));
  const missing = accounts.find((roles) => able(roles).length === 0);
  if (missing !== undefined) return { ok: false, missing };
  const single = accounts.filter((roles) => !isZones(roles));
  const zoned = accounts.some(isZones);
  const zoneNodes = (taken: readonly Candidate[]) => able(['dns']).filter((node) => !taken.includes(node));
  const chosen = choose(single.map(able), (taken) => !zoned || zoneNodes(taken).length > 0);
  if (chosen === null) return { ok: false, apart: true };
  const of = (role: Role): number | null => chosen[single.findIndex((roles) => roles.includes(role))]?.id ?? null;
  const zones = zoned ? zoneNodes(chosen).map((node) => node.id) : [of('dns')].filter((id) => id !== null);
  return { ok: true, placed: { web: of('web'), mail: of('mail'), dns: zones.toSorted((a, b) => a - b) } };
}
