/**
 * Where a name points, asked of every nameserver of its zone and of no cache: what one of them says differently, a
 * certificate authority may hear as well.
 */
import { Resolver } from 'node:dns/promises';
import { delegation, listed, Unasked } from './delegation.ts';
import type { Resolve } from '#server/core/sight.ts';

export interface ResolveOptions {
  /** Who is asked for top-level domains and for the addresses of nameservers; the machine's own without. */
  recursors?: readonly string[];
  /** Where nameservers listen. */
  port?: number;
  timeoutMs?: number;
}

const MOST_ALIASES = 5;
interface Zone {
  nameservers: readonly string[];
  servers: readonly Resolver[];
}
interface Answers {
  ipv4: readonly string[];
  ipv6: readonly string[];
}

export function resolver({ recursors, port = 53, timeoutMs = 2000 }: ResolveOptions = {}): Resolve {
  const made = (servers?: readonly string[]): Resolver => {
    const one = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers !== undefined) one.setServers(servers);
    return one;
  };
  const recursor = made(recursors);

  const delegated = delegation({ recursor, port, timeoutMs });
  async function zoneOf(name: string): Promise<Zone | null> {
    const found = await delegated(name);
    return found === null ? null : { nameservers: found.nameservers, servers: found.servers.map(({ address }) => made([port === 53 ? address : `${address}:${port}`])) };
  }

  /** What one nameserver says; a name that is another's is followed to there. */
  async function from(server: Resolver, name: string, depth: number): Promise<Answers> {
    const [ipv4, ipv6] = await Promise.all([listed(server.resolve4(name)), listed(server.resolve6(name))]);
    if (ipv4.length > 0 || ipv6.length > 0 || depth >= MOST_ALIASES) return { ipv4, ipv6 };
    const [target] = await listed(server.resolveCname(name));
    const further = target === undefined ? [] : (await answersFor(target, depth + 1)).answers;
    return { ipv4: further.flatMap((one) => one.ipv4), ipv6: further.flatMap((one) => one.ipv6) };
  }

  async function answersFor(name: string, depth = 0): Promise<{ zone: Zone | null; answers: readonly Answers[] }> {
    const zone = await zoneOf(name);
    if (zone === null) return { zone, answers: [] };
    const asked = await Promise.allSettled(zone.servers.map((server) => from(server, name, depth)));
    const answers = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    if (answers.length === 0) throw new Unasked(`No nameserver of ${name} answers (${zone.nameservers.join(', ')})`);
    return { zone, answers };
  }

  return async (name, { domain, nameservers, ipv4, ipv6 }) => {
    try {
      const { zone, answers } = await answersFor(name);
      if (zone === null) return { name, points: 'elsewhere', missing: [{ name: domain, type: 'NS', value: nameservers.join(' '), at: [], found: [] }], fault: null };
      const found = [...new Set(answers.flatMap((one) => one.ipv4))];
      const strange = [...new Set(answers.flatMap((one) => one.ipv6))].filter((address) => address !== ipv6);
      const right = answers.every((one) => one.ipv4.length > 0) && found.every((address) => address === ipv4);
      const missing = [
        ...(right ? [] : [{ name, type: 'A' as const, value: ipv4, at: zone.nameservers, found }]),
        ...(strange.length === 0 ? [] : [{ name, type: 'AAAA' as const, value: '', at: zone.nameservers, found: strange }]),
      ];
      return { name, points: missing.length === 0 ? 'here' : 'elsewhere', missing, fault: null };
    } catch (error) {
      if (error instanceof Unasked) return { name, points: 'unknown', missing: [], fault: error.message };
      throw error;
    }
  };
}
