/** Where a name points is asked of the nameservers that its registry names, whatever a cache remembers. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DnsServer, startDns } from '#e2e/dns-server.ts';
import { lookUp } from './look-up.ts';
import { resolver } from './resolve.ts';

const target = { domain: 'customer.com', nameservers: ['ns1.host.test'], ipv4: '203.0.113.10', ipv6: null };
let recursor: DnsServer;
let registry: DnsServer;
let old: DnsServer;
let ours: DnsServer;
let resolve: ReturnType<typeof resolver>;

beforeAll(async () => {
  ours = await startDns('127.0.0.2', 0, { 'customer.com': { A: ['203.0.113.10'] }, 'www.customer.com': { CNAME: ['customer.com'] }, 'shop.customer.com': { A: ['203.0.113.10'] } });
  old = await startDns('127.0.0.3', ours.port, { 'customer.com': { A: ['198.51.100.7'] } });
  registry = Object.assign(await startDns('127.0.0.4', ours.port, { 'customer.com': { NS: ['ns1.host.test'] } }), { parent: true });
  // The cache still has the delegation of yesterday.
  recursor = await startDns('127.0.0.1', 0, { com: { NS: ['a.registry.test'] }, 'a.registry.test': { A: ['127.0.0.4'] }, 'customer.com': { NS: ['ns.old.test'] }, 'ns1.host.test': { A: ['127.0.0.2'] }, 'ns.old.test': { A: ['127.0.0.3'] } });
  resolve = resolver({ recursors: [`127.0.0.1:${recursor.port}`], port: ours.port, timeoutMs: 500 });
});
afterAll(async () => { await Promise.all([recursor, registry, old, ours].map((one) => one[Symbol.asyncDispose]())); });

it('follows the delegation from the top, not from a cache', async () => {
  expect(await resolve('customer.com', target)).toEqual({ name: 'customer.com', points: 'here', missing: [], fault: null });
  expect(await resolve('www.customer.com', target)).toMatchObject({ points: 'here' });
  expect(old.asked).toEqual([]);
});

it('follows a part of the domain that is delegated further', async () => {
  ours.records['shop.customer.com'] = { NS: ['ns.old.test'] };
  old.records['shop.customer.com'] = { A: ['198.51.100.8'] };
  expect(await resolve('shop.customer.com', target)).toMatchObject({ points: 'elsewhere', missing: [{ at: ['ns.old.test'], found: ['198.51.100.8'] }] });
});

it('says that a domain is not delegated, and when nobody above it answers', async () => {
  expect(await resolve('nobody.com', { ...target, domain: 'nobody.com' })).toMatchObject({ points: 'elsewhere', missing: [{ name: 'nobody.com', type: 'NS', value: 'ns1.host.test' }] });
  registry.mood = 'silent';
  expect(await resolve('customer.com', target)).toMatchObject({ points: 'unknown', fault: 'No nameserver above customer.com says who it is delegated to' });
  registry.mood = 'refused';
  expect(await resolve('customer.com', target)).toMatchObject({ points: 'unknown' });
  registry.mood = 'well';
});

it('reads the records of mail whole, at the nameservers and where a name leads', async () => {
  const key = `v=DKIM1; p=${'A'.repeat(392)}`;
  ours.records['customer.com'] = { ...ours.records['customer.com'], TXT: ['v=spf1 -all', 'other'], MX: ['10 Mail.customer.com'] };
  ours.records['mail._domainkey.customer.com'] = { CNAME: ['key.customer.com'] };
  ours.records['key.customer.com'] = { TXT: [key] };
  const look = lookUp({ recursors: [`127.0.0.1:${recursor.port}`], port: ours.port, timeoutMs: 500 });
  expect(await look('customer.com', 'TXT')).toEqual({ nameservers: ['ns1.host.test'], answers: [['v=spf1 -all', 'other']], fault: null });
  expect(await look('customer.com', 'MX')).toMatchObject({ answers: [['10 mail.customer.com']] });
  expect(await look('mail._domainkey.customer.com', 'TXT')).toMatchObject({ answers: [[key]] });
  expect(await look('_dmarc.customer.com', 'TXT')).toMatchObject({ answers: [[]], fault: null });
  ours.mood = 'refused';
  expect(await look('customer.com', 'MX')).toMatchObject({ answers: [], fault: 'No nameserver of customer.com answers (ns1.host.test)' });
  ours.mood = 'well';
});
