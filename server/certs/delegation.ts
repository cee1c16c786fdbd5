/** Which nameservers have a name, followed down from its top-level domain. */
import type { Resolver } from 'node:dns/promises';
import { getDomain } from 'tldts';
import { askReferral, type Referral, type Server } from './referral.ts';

const NOTHING = new Set(['ENODATA', 'ENOTFOUND']);
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN');

/** An empty list for "there is none"; what could not be asked is thrown. */
export async function listed(ask: Promise<string[]>): Promise<readonly string[]> {
  try {
    return await ask;
  } catch (error) {
    if (NOTHING.has(codeOf(error))) return [];
    throw error;
  }
}

export class Unasked extends Error {}

interface Delegated {
  nameservers: readonly string[];
  servers: readonly Server[];
}

/**
 * The nearest delegation at or above the name; null when even its registered domain has none. Only who serves a top-level
 * domain, and where a nameserver is, is asked of a cache: the first is the same for years. Throws `Unasked`.
 */
export function delegation({ recursor, port, timeoutMs }: { recursor: Resolver; port: number; timeoutMs: number }): (name: string) => Promise<Delegated | null> {
  const serversOf = async (nameservers: readonly string[]): Promise<readonly Server[]> => {
    const addresses = await Promise.all(nameservers.map((host) => listed(recursor.resolve4(host)).catch((): readonly string[] => [])));
    return [...new Set(addresses.flat())].map((address) => ({ address, port }));
  };

  /** What the first server says that answers at all. */
  async function referral(servers: readonly Server[], name: string): Promise<Referral> {
    for (const server of servers) {
      const found = (await askReferral(server, name, timeoutMs)) ?? (await askReferral(server, name, timeoutMs));
      if (found !== null) return found;
    }
    throw new Unasked(`No nameserver above ${name} says who it is delegated to`);
  }

  return async (name) => {
    const labels = name.split('.');
    const top = labels.at(-1) ?? '';
    let nameservers = await listed(recursor.resolveNs(top)).catch((error: unknown) => { throw new Unasked(`The nameservers of ${top} could not be found (${codeOf(error)})`); });
    let servers = await serversOf(nameservers);
    let zone = top;
    for (let from = labels.length - 2; from >= 0; from--) {
      const at = labels.slice(from).join('.');
      const found = await referral(servers, at);
      if (found.is === 'absent') break;
      if (found.is === 'none') continue;
      [zone, nameservers] = [at, [...found.nameservers]];
      servers = await serversOf(nameservers);
      // Nobody further down can be asked: what is said of the name will be that nobody answers.
      if (servers.length === 0) break;
    }
    if (!`.${zone}`.endsWith(`.${getDomain(name) ?? name}`)) return null;
    return { nameservers: nameservers.toSorted(), servers };
  };
}
