/** From where a key may be used: single addresses and ranges, of IPv4 and IPv6. */
import { BlockList, isIP } from 'node:net';
import * as z from 'zod';

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An IPv4 caller on a socket of both is `::ffff:203.0.113.7`; a link-local one names its interface. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

/** `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. */
function isRange(text: string): boolean {
  const [address = '', prefix, rest] = text.split('/');
  const of = isIP(address);
  if (of === 0 || rest !== undefined || address.includes('%')) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (of === 6 ? 128 : 32));
}

/** A list as people set it; empty is everywhere. */
export const addressRanges = z.array(z.string().trim().refine(isRange, { error: (issue) => `${String(issue.input).slice(0, 60)} is no address: 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32 is expected` })).max(50, 'At most 50 addresses');

export function isAllowed(ranges: readonly string[], caller: string): boolean {
  if (ranges.length === 0) return true;
  const address = plain(caller);
  if (isIP(address) === 0) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const [base = '', prefix] = range.split('/');
    if (prefix === undefined) list.addAddress(base, family(base));
    else list.addSubnet(base, Number(prefix), family(base));
  }
  return list.check(address, family(address));
}
