/**
 * Where a name points, asked of every nameserver of its zone and of no cache: what one of them says differently, a
 * certificate authority may hear as well.
 */
import { isIPv4, isIPv6 } from 'node:net';
import type { Resolve } from '#server/core/sight.ts';
import { authorities, type ResolveOptions } from './authorities.ts';
import { listed, Unasked } from './delegation.ts';

export function resolver(options: ResolveOptions = {}): Resolve {
  const ask = authorities(options);
  return async (name, { domain, nameservers, ipv4, ipv6 }) => {
    try {
      const zone = await ask(name, async (server, asked) => (await Promise.all([listed(server.resolve4(asked)), listed(server.resolve6(asked))])).flat());
      if (zone.nameservers.length === 0) return { name, points: 'elsewhere', missing: [{ name: domain, type: 'NS', value: nameservers.join(' '), at: [], found: [] }], fault: null };
      const found = [...new Set(zone.answers.flat().filter((address) => isIPv4(address)))];
      const strange = [...new Set(zone.answers.flat().filter((address) => isIPv6(address)))].filter((address) => address !== ipv6);
      const right = zone.answers.every((one) => one.some((address) => isIPv4(address))) && found.every((address) => address === ipv4);
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
