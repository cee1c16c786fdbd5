/** What every panel driver must do with its nouns, against a node behind a real SSH server. A driver is one entry in `DRIVERS`. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { domain, hostname, login, packageName } from '#server/core/names.ts';
import type { DnsRecord } from '#server/core/panel.ts';
import { Secret } from '#server/core/secret.ts';
import { account, ACME, alpha, DRIVERS, IP, log, nameservers, node, pack, panel, PASSWORD, refusal, site, unlimited, useNode, wish } from './contract.test-data.ts';

describe.each(DRIVERS)('$name', ({ driver }) => {
  useNode(driver);

  it('probes a node', async () => {
    expect(await panel.node.probe()).toMatchObject({ hostname: 'node1.host.net', ipv4: [IP], web: true, mail: true, dns: true });
  });

  it('adds a package once', async () => {
    expect(await panel.packages.find(pack)).toBe(false);
    expect(await panel.packages.add({ name: pack, limits: unlimited, nameservers })).toEqual({ ok: true });
    expect(await panel.packages.find(pack)).toBe(true);
    expect(refusal(await panel.packages.add({ name: pack, limits: unlimited, nameservers }))).toBe('exists');
    expect(refusal(await panel.packages.add({ name: pack, limits: unlimited, nameservers: [] }))).toBe('invalid');
  });

  it('makes websites by the templates of their package, and has none that the node does not have', async () => {
    const templates = { web: 'wordpress', proxy: 'default' };
    expect(refusal(await panel.packages.add({ name: pack, limits: unlimited, nameservers, templates: { ...templates, web: 'nowhere' } }))).toBe('missing');
    expect(refusal(await panel.packages.add({ name: pack, limits: unlimited, nameservers, templates: { ...templates, web: "a'b" } }))).toBe('invalid');
    expect(await panel.packages.add({ name: pack, limits: unlimited, nameservers, templates })).toEqual({ ok: true });
    expect(await panel.users.add(wish)).toEqual({ ok: true });
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    const state = JSON.stringify(await node.control({ op: 'state' }));
    expect(state).toContain('"tpl":"wordpress"');
  });

  it('installs, replaces, issues and removes certificates of a website and of mail', async () => {
    await account();
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    expect(await panel.mailDomains.add(alpha, site)).toEqual({ ok: true });
    const [first, second] = [ACME.issue(['alpha.com']), ACME.issue(['alpha.com'])];
    const filesOf = ({ certificate, key, chain }: typeof first) => ({ certificate, key: new Secret(key), chain });
    for (const [role, aliases, issued] of [['web', [hostname.parse('www.alpha.com')], ['alpha.com', 'www.alpha.com']], ['mail', [], ['mail.alpha.com', 'webmail.alpha.com']]] as const) {
      const found = () => panel.certificates.find(role, alpha, site);
      expect(await found()).toBeNull();
      expect(await panel.certificates.set(role, alpha, site, filesOf(first), false)).toEqual({ ok: true });
      expect(await found()).toEqual({ fingerprint: new X509Certificate(first.certificate).fingerprint256, names: ['alpha.com'] });
      expect(refusal(await panel.certificates.set(role, alpha, site, filesOf(second), false))).toBe('exists');
      expect(await panel.certificates.set(role, alpha, site, filesOf(second), true)).toEqual({ ok: true });
      expect((await found())?.fingerprint).toBe(new X509Certificate(second.certificate).fingerprint256);
      expect(refusal(await panel.certificates.set(role, alpha, site, { ...filesOf(second), key: new Secret(first.key) }, true))).toBe('invalid');
      expect(await panel.certificates.issue(role, alpha, site, aliases)).toEqual({ ok: true });
      expect((await found())?.names).toEqual(issued);
      expect(await panel.certificates.remove(role, alpha, site)).toEqual({ ok: true });
      expect(await found()).toBeNull();
    }
    expect(refusal(await panel.certificates.issue('web', alpha, site, [hostname.parse('shop.alpha.com')]))).toBe('missing');
    expect(JSON.stringify(await log())).not.toContain(second.key.split('\n')[1]);
  });

  it('adds, changes and removes an account, which carries our marker', async () => {
    expect(await panel.users.find(alpha)).toBeNull();
    expect(refusal(await panel.users.add(wish))).toBe('missing');
    await account();
    expect(await panel.users.find(alpha)).toEqual({ login: alpha, package: pack, marker: wish.marker, suspended: false });
    expect(refusal(await panel.users.add(wish))).toBe('exists');
    expect(await panel.users.setPassword(alpha, new Secret('an0ther-one'))).toEqual({ ok: true });
    expect(await panel.users.setPackage(alpha, packageName.parse('default'))).toEqual({ ok: true });
    expect(await panel.users.find(alpha)).toMatchObject({ package: 'default' });
    expect(await panel.users.rebuild(alpha)).toEqual({ ok: true });
    expect(await panel.users.remove(alpha)).toEqual({ ok: true });
    expect(await panel.users.find(alpha)).toBeNull();
    expect(refusal(await panel.users.remove(alpha))).toBe('missing');
    expect(refusal(await panel.users.setPassword(alpha, PASSWORD))).toBe('missing');
  });

  it('tells how the node is, and what its accounts use after they were counted', async () => {
    await account();
    expect(await panel.node.status()).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/), load: expect.any(Number), memory: { totalMb: expect.any(Number) }, disk: { totalMb: expect.any(Number) } });
    expect(Math.abs((await panel.node.clock()) - Date.now())).toBeLessThan(5000);
    await node.control({ op: 'use', user: alpha, disk: 12, mail: 30 });
    expect(await panel.users.recount(alpha)).toEqual({ ok: true });
    expect((await panel.users.usage()).find((one) => one.login === alpha)?.figures).toMatchObject({ diskMb: 42, mailDiskMb: 30, databases: 0 });
    expect(refusal(await panel.users.recount(login.parse('ghost')))).toBe('missing');
  });

  it('tells what stands in an account, and makes a backup of it', async () => {
    expect(await panel.users.contents(alpha)).toBeNull();
    expect(await panel.backups.list(alpha)).toEqual([]);
    expect(refusal(await panel.backups.add(alpha))).toBe('missing');
    await account();
    expect(await panel.users.contents(alpha)).toEqual({ sites: [], databases: [], mailboxes: [], zones: [] });
    for (const answer of [await panel.webDomains.add(alpha, site, IP), await panel.mailDomains.add(alpha, site), await panel.zones.add(alpha, site, IP, nameservers)]) expect(answer).toEqual({ ok: true });
    await node.control({ op: 'run', words: ['v-add-database', alpha, 'shop', 'shop', 'Passw0rd'] });
    await node.control({ op: 'run', words: ['v-add-mail-account', alpha, site, 'info', 'Passw0rd'] });
    await node.control({ op: 'use', user: alpha, disk: 120, mail: 30 });
    expect(await panel.users.contents(alpha)).toEqual({
      sites: [{ name: site, sizeMb: 120 }], databases: [{ name: 'alpha-web_shop', sizeMb: 0 }], mailboxes: [{ name: 'info@alpha.com', sizeMb: 30 }], zones: [{ name: site, records: expect.any(Number) }],
    });
    expect(await panel.backups.add(alpha)).toEqual({ ok: true });
    const [first] = await panel.backups.list(alpha);
    expect(first).toEqual({ name: expect.stringMatching(/^alpha-web\..+\.tar$/), sizeMb: 1, bytes: expect.any(Number), madeAt: expect.stringMatching(/Z$/), sites: [site], databases: ['alpha-web_shop'], mailDomains: [site] });
    // The package allows one: the older goes.
    expect(await panel.backups.add(alpha)).toEqual({ ok: true });
    const kept = await panel.backups.list(alpha);
    expect([kept.length, kept[0]?.name === first?.name]).toEqual([1, false]);
    expect(await panel.users.suspend(alpha)).toEqual({ ok: true });
    expect(refusal(await panel.backups.add(alpha))).toBe('suspended');
  });

  it('finds and clears what a killed creation left, and nothing that the panel lists', async () => {
    expect(await panel.leftovers.ofAccount(alpha)).toBeNull();
    expect(await panel.packages.add({ name: pack, limits: unlimited, nameservers })).toEqual({ ok: true });
    await node.control({ op: 'fault', name: 'half', share: 0.2, match: 'v-add-user' });
    expect(refusal(await panel.users.add(wish))).toBe('broken');
    expect(await panel.users.find(alpha)).toBeNull();
    expect(await panel.leftovers.ofAccount(alpha)).toEqual([expect.stringContaining('system user alpha-web'), '/home/alpha-web with everything in it']);
    expect(await panel.leftovers.removeAccount(alpha)).toEqual({ ok: true });
    expect(await panel.leftovers.ofAccount(alpha)).toBeNull();
    expect(await panel.leftovers.removeAccount(alpha)).toEqual({ ok: true });
    expect(await panel.users.add(wish)).toEqual({ ok: true });
    expect(await panel.leftovers.ofWebDomain(alpha, site)).toBeNull();
    await node.control({ op: 'fault', name: 'half', share: 0.4, match: 'v-add-web-domain' });
    expect(refusal(await panel.webDomains.add(alpha, site, IP))).toBe('broken');
    expect(await panel.leftovers.ofWebDomain(alpha, site)).toContain('/home/alpha-web/web/alpha.com');
    expect(await panel.leftovers.removeWebDomain(alpha, site)).toEqual({ ok: true });
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    expect(refusal(await panel.leftovers.removeAccount(alpha))).not.toBe('ok');
    expect(await panel.users.find(alpha)).not.toBeNull();
  });

  it('adds, changes, serves and removes a web domain', async () => {
    await account();
    expect(await panel.webDomains.find(alpha, site)).toBeNull();
    expect(await panel.webDomains.served(site, IP)).toBe(false);
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    expect(await panel.webDomains.find(alpha, site)).toMatchObject({ ip: IP, aliases: ['www.alpha.com'], ssl: false, suspended: false });
    expect(await panel.webDomains.served(site, IP)).toBe(true);
    expect(['exists', 'limit']).toContain(refusal(await panel.webDomains.add(alpha, site, IP)));
    const template = (await panel.node.probe()).phpTemplates[0] ?? '';
    expect(await panel.webDomains.setBackend(alpha, site, template)).toEqual({ ok: true });
    expect(await panel.webDomains.find(alpha, site)).toMatchObject({ backend: template });
    expect(refusal(await panel.webDomains.setBackend(alpha, site, 'no-such'))).toBe('missing');
    expect(refusal(await panel.webDomains.setBackend(alpha, site, '../x'))).toBe('invalid');
    expect(await panel.webDomains.rebuild(alpha, site)).toEqual({ ok: true });
    expect(await panel.webDomains.remove(alpha, site)).toEqual({ ok: true });
    expect(await panel.webDomains.find(alpha, site)).toBeNull();
    expect(refusal(await panel.webDomains.remove(alpha, site))).toBe('missing');
  });

  it('finds again what it added under a name of other letters', async () => {
    await account();
    const idn = domain.parse('bücher.de');
    expect(await panel.webDomains.add(alpha, idn, IP)).toEqual({ ok: true });
    expect(await panel.mailDomains.add(alpha, idn)).toEqual({ ok: true });
    expect(await panel.zones.add(alpha, idn, IP, nameservers)).toEqual({ ok: true });
    expect(await panel.webDomains.find(alpha, idn)).toMatchObject({ aliases: ['www.xn--bcher-kva.de'] });
    expect(await panel.mailDomains.find(alpha, idn)).not.toBeNull();
    expect((await panel.zones.records(alpha, idn)).find((record) => record.name === 'www')).toMatchObject({ value: idn });
    expect(await panel.webDomains.remove(alpha, idn)).toEqual({ ok: true });
    expect(await panel.webDomains.find(alpha, idn)).toBeNull();
  });

  it('adds and removes a mail domain with its key', async () => {
    await account();
    expect(await panel.mailDomains.find(alpha, site)).toBeNull();
    expect(await panel.mailDomains.dkim(alpha, site)).toBeNull();
    expect(await panel.mailDomains.add(alpha, site)).toEqual({ ok: true });
    expect(await panel.mailDomains.find(alpha, site)).toEqual({ dkim: true, catchAll: null, suspended: false });
    expect(await panel.mailDomains.dkim(alpha, site)).toMatch(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/=]+$/);
    expect(['exists', 'limit']).toContain(refusal(await panel.mailDomains.add(alpha, site)));
    expect(await panel.mailDomains.rebuild(alpha, site)).toEqual({ ok: true });
    expect(await panel.mailDomains.remove(alpha, site)).toEqual({ ok: true });
    expect(refusal(await panel.mailDomains.remove(alpha, site))).toBe('missing');
  });

  it('adds a zone, replaces its records, serves them and removes it', async () => {
    await account();
    expect(await panel.zones.serial(site)).toBeNull();
    expect(await panel.zones.add(alpha, site, IP, nameservers)).toEqual({ ok: true });
    expect(await panel.zones.find(alpha, site)).toMatchObject({ ip: IP, suspended: false });
    expect(refusal(await panel.zones.add(alpha, site, IP, nameservers))).toBe('exists');
    const before = await panel.zones.serial(site);
    const records: readonly DnsRecord[] = [
      { name: '@', type: 'NS', value: 'ns1.host.net', priority: null, ttl: 3600 },
      { name: '@', type: 'A', value: '192.0.2.1', priority: null, ttl: 3600 },
      { name: '@', type: 'MX', value: 'mail.alpha.com', priority: 10, ttl: 3600 },
      { name: '@', type: 'TXT', value: 'v=spf1 a mx -all', priority: null, ttl: 3600 },
      { name: 'mail', type: 'A', value: '192.0.2.2', priority: null, ttl: 300 },
      { name: 'www', type: 'CNAME', value: 'alpha.com', priority: null, ttl: 3600 },
      { name: '_imaps._tcp', type: 'SRV', value: '1 993 mail.alpha.com', priority: 0, ttl: 3600 },
      { name: 'mail._domainkey', type: 'TXT', value: `v=DKIM1; k=rsa; p=${'A'.repeat(392)}`, priority: null, ttl: 3600 },
    ];
    expect(await panel.zones.replaceRecords(alpha, site, records)).toEqual({ ok: true });
    expect(await panel.zones.records(alpha, site)).toEqual(records);
    expect(await panel.zones.serial(site)).toBeGreaterThan(before ?? 0);
    expect(refusal(await panel.zones.replaceRecords(alpha, site, records.slice(1)))).toBe('invalid');
    expect(await panel.zones.records(alpha, site)).toEqual(records);
    expect(await panel.zones.rebuild(alpha, site)).toEqual({ ok: true });
    expect([(await panel.zones.find(alpha, site))?.signed, await panel.zones.signer(alpha, site)]).toEqual([false, null]);
    expect(await panel.zones.setSigned(alpha, site, true)).toEqual({ ok: true });
    const signer = await panel.zones.signer(alpha, site);
    expect(signer).toEqual({ tag: expect.any(Number), algorithm: 13, digestType: 2, digest: expect.stringMatching(/^[0-9A-F]{64}$/) });
    expect(await panel.zones.replaceRecords(alpha, site, records)).toEqual({ ok: true });
    expect([(await panel.zones.find(alpha, site))?.signed, await panel.zones.signer(alpha, site)]).toEqual([true, signer]);
    expect(await panel.zones.setSigned(alpha, site, false)).toEqual({ ok: true });
    expect([(await panel.zones.find(alpha, site))?.signed, await panel.zones.signer(alpha, site)]).toEqual([false, null]);
    expect(await panel.zones.remove(alpha, site)).toEqual({ ok: true });
    expect(await panel.zones.find(alpha, site)).toBeNull();
    expect(await panel.zones.records(alpha, site)).toEqual([]);
    expect(await panel.zones.serial(site)).toBeNull();
  });
});
