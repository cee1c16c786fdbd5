/** Where a webhook may go: not to the machines behind this panel, whatever name stands for them. */
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const inside = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) inside.addSubnet(net, prefix, 'ipv4');
/** Of IPv6 only what is given out to the world; of that, not what carries an IPv4 address or is for examples. */
const outside = new BlockList();
outside.addSubnet('2000::', 3, 'ipv6');
for (const [net, prefix] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) inside.addSubnet(net, prefix, 'ipv6');

/** An address that anybody in the world reaches. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, 'ipv4');
  return family === 6 && outside.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}

export class Inside extends Error {
  override readonly name = 'Inside';
}
const insideWords = (host: string): string => `${host} is inside a private network: such webhooks are refused until they are allowed in the settings`;

/** Refuses before anything is looked up: a scheme, a login in the address, an address that is written out. Null when nothing is wrong. */
export function addressFault(text: string, privateTargets: boolean): string | null {
  const url = URL.parse(text);
  if (url === null || !['https:', ...(privateTargets ? ['http:'] : [])].includes(url.protocol)) return 'An address that begins with https:// is expected';
  if (url.username !== '' || url.password !== '') return 'The address holds a user or a password: leave them out, calls are signed';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !privateTargets && !isPublic(host) ? insideWords(host) : null;
}

/** Looks a name up once, for the connection itself: what is checked is what is connected to. */
export const guardedLookup = (privateTargets: boolean): LookupFunction => (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const [first] = addresses;
    if (first === undefined) return callback(new Error(`${host} has no address`), '', 0);
    if (!privateTargets && addresses.some(({ address }) => !isPublic(address))) return callback(new Inside(insideWords(host)), '', 0);
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
