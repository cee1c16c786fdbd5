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
/** `apart`: every role has a node, but no choice keeps them on different ones. */
export type Allocation = { ok: true; placed: Placed } | { ok: false; missing: Role } | { ok: false; apart: true };

const load = (node: Candidate): number => node.placed / Math.max(1, node.slots);
const byLoad = (nodes: readonly Candidate[]): readonly Candidate[] => nodes.toSorted((a, b) => load(a) - load(b) || a.id - b.id);

/**
 * A role without an enabled node refuses the order; a full or unreachable node never does. The roles keep apart: on
 * one panel a domain belongs to one account, whatever its kind, so two accounts of one service can't share a node.
 */
export function allocate(nodes: readonly Candidate[], roles: readonly Role[]): Allocation {
  const able = (role: Role) => byLoad(nodes.filter((node) => node.enabled && node.roles.includes(role)));
  const missing = roles.find((role) => able(role).length === 0);
  if (missing !== undefined) return { ok: false, missing };
  const choices = (role: Role): readonly (Candidate | null)[] => (roles.includes(role) ? able(role) : [null]);
  for (const web of choices('web')) {
    for (const mail of choices('mail')) {
      if (web !== null && web === mail) continue;
      const dns = roles.includes('dns') ? able('dns').filter((node) => node !== web && node !== mail) : [];
      if (roles.includes('dns') && dns.length === 0) continue;
      return { ok: true, placed: { web: web?.id ?? null, mail: mail?.id ?? null, dns: dns.map((node) => node.id).toSorted((a, b) => a - b) } };
    }
  }
  return { ok: false, apart: true };
}
