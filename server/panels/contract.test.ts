/** What every panel driver must do, against a node behind a real SSH server. A driver is one entry in `DRIVERS`. */
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newAuthority } from '#e2e/authority.ts';
import { startSimNode, type SimNode } from '#e2e/simnode/simnode.ts';
import { domain, email, hostname, ipv4, login, marker, packageName } from '#server/core/names.ts';
import { WrongHostKey, type Answer, type DnsRecord, type Limits, type Panel } from '#server/core/panel.ts';
import { Secret } from '#server/core/secret.ts';
import { newKey } from '#server/ssh/keys.ts';
import { SshPool, type SshTarget } from '#server/ssh/pool.ts';
import type { Command, Exit } from '#server/ssh/wire.ts';
import { hestia } from './hestia/driver.ts';

const DRIVERS: readonly { name: string; driver: (run: (command: Command) => Promise<Exit>) => Panel }[] = [{ name: 'hestia', driver: hestia }];

const CLIENT_KEY = newKey();
const ACME = newAuthority();
const IP = ipv4.parse('203.0.113.10');
const alpha = login.parse('alpha-web');
const site = domain.parse('alpha.com');
const pack = packageName.parse('hw-silver');
const PASSWORD = new Secret(`Wörd'"$IFS\`id\`;& \\ -n`);
const unlimited: Limits = {
  diskMb: null, bandwidthMb: null, webDomains: 1, webAliases: null, databases: null, mailDomains: 1, mailAccounts: null, dnsDomains: 1, dnsRecords: null, cronJobs: null, backups: 1,
};
const nameservers = [hostname.parse('ns1.host.net'), hostname.parse('ns2.host.net')];
const wish = { login: alpha, password: PASSWORD, email: email.parse('a@alpha.com'), package: pack, marker: marker.parse('hostwright abc123') };
const logLines = z.array(z.object({ exec: z.string(), argv: z.array(z.string()), processes: z.array(z.string()) }));

const refusal = (answer: Answer): string => (answer.ok ? 'ok' : answer.refusal);
const failed = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => null, (error: unknown) => error);

describe.each(DRIVERS)('$name', ({ driver }) => {
  let dir: string;
  let node: SimNode;
  let pool: SshPool;
  let target: SshTarget;
  let panel: Panel;
  let signal: AbortSignal | undefined;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'contract-'));
    node = await startSimNode({ dir, name: 'node1', hostname: 'node1.host.net', ipv4: IP, authorizedKeys: [CLIENT_KEY.publicKey], acme: ACME });
    pool = new SshPool({ connectTimeoutMs: 5_000, keepAliveMs: 10_000, maxChannels: 8, stalledMs: 60_000 });
    target = { key: 'node1/1', host: '127.0.0.1', port: node.port, user: 'root', privateKey: CLIENT_KEY.privateKey, fingerprint: node.fingerprint };
    signal = undefined;
    panel = driver((command) => pool.run(target, command, { onLine: () => undefined, signal }));
  });
  afterEach(async () => {
    await pool.close();
    await node.stop();
    await rm(dir, { recursive: true });
  });

  const log = async () => logLines.parse(await node.control({ op: 'log' }));
  const account = async () => {
    expect(await panel.packages.add({ name: pack, limits: unlimited, nameservers })).toEqual({ ok: true });
    expect(await panel.users.add(wish)).toEqual({ ok: true });
  };

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
    expect(await panel.mailDomains.find(alpha, site)).toEqual({ dkim: true, suspended: false });
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
    expect(await panel.zones.remove(alpha, site)).toEqual({ ok: true });
    expect(await panel.zones.find(alpha, site)).toBeNull();
    expect(await panel.zones.records(alpha, site)).toEqual([]);
    expect(await panel.zones.serial(site)).toBeNull();
  });

  it('never puts a secret where a process list shows it', async () => {
    await account();
    await panel.users.setPassword(alpha, PASSWORD);
    const lines = await log();
    const seen = lines.flatMap((line) => [line.exec, ...line.processes]).join('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(seen).not.toContain('Wörd');
    expect(seen).not.toContain('NS=');
  });

  it('tells a lost answer from a refusal, and finds what took effect', async () => {
    await account();
    await node.control({ op: 'fault', name: 'drop-after', match: 'add-web-domain' });
    expect(await failed(panel.webDomains.add(alpha, site, IP))).toMatchObject({ name: 'Unreachable', sent: true });
    expect(await panel.webDomains.find(alpha, site)).not.toBeNull();
    await node.control({ op: 'fault', name: 'refuse' });
    pool.retire(target.key);
    expect(await failed(panel.users.find(alpha))).toMatchObject({ name: 'Unreachable', sent: false });
    expect(await panel.users.find(alpha)).not.toBeNull();
  });

  it('sends nothing to a node whose host key changed', async () => {
    await node.control({ op: 'fault', name: 'host-key' });
    expect(await failed(panel.users.find(alpha))).toBeInstanceOf(WrongHostKey);
    expect(await log()).toEqual([]);
  });

  it('reads what it cannot understand as unreadable, and a busy node as nobody\'s fault', async () => {
    await account();
    await node.control({ op: 'fault', name: 'garbage', match: 'list-user ' });
    expect(await failed(panel.users.find(alpha))).toMatchObject({ name: 'Unreadable' });
    await node.control({ op: 'fault', name: 'apt-lock', match: 'add-web', seconds: 60 });
    expect(refusal(await panel.webDomains.add(alpha, site, IP))).toBe('busy');
    await node.control({ op: 'clear' });
    await node.control({ op: 'fault', name: 'exit-after', match: 'add-web', code: 20, text: 'Error: nginx restart failed\n' });
    expect(refusal(await panel.webDomains.add(alpha, site, IP))).toBe('unserved');
    expect(await panel.webDomains.find(alpha, site)).not.toBeNull();
    expect(await panel.webDomains.served(site, IP)).toBe(false);
  });

  it('runs a hundred commands over one handshake', async () => {
    await account();
    await Promise.all(Array.from({ length: 100 }, () => panel.users.find(alpha)));
    expect(pool.stats()).toMatchObject({ handshakes: 1, connections: 1 });
  });

  it('adds eight accounts at once', async () => {
    await account();
    const logins = Array.from({ length: 8 }, (_, at) => login.parse(`user-${at}`));
    const answers = await Promise.all(logins.map((each) => panel.users.add({ ...wish, login: each })));
    expect(answers.map(refusal)).toEqual(Array.from({ length: 8 }, () => 'ok'));
  });

  it('lets a look be given up, and a change only before it is sent', async () => {
    await node.control({ op: 'fault', name: 'hang-before', match: 'list-user ' });
    const stop = new AbortController();
    signal = stop.signal;
    const looking = failed(panel.users.find(alpha));
    await expect.poll(async () => (await log()).length).toBe(1);
    stop.abort(new Error('given up'));
    expect(await looking).toMatchObject({ message: 'given up' });
    expect(await failed(panel.users.add(wish))).toMatchObject({ message: 'given up' });
    expect(await log()).toHaveLength(1);
  });

  it('settles an account when what an earlier worker left running on it has ended', async () => {
    await account();
    expect(await panel.node.settle(alpha)).toEqual({ ok: true });
    await node.control({ op: 'fault', name: 'slow', match: 'add-web', seconds: 0.4 });
    const lost = panel.webDomains.add(alpha, site, IP);
    await expect.poll(async () => (await log()).some((line) => line.argv[0] === 'v-add-web-domain')).toBe(true);
    expect(await panel.webDomains.find(alpha, site)).toBeNull();
    expect(await panel.node.settle(alpha)).toEqual({ ok: true });
    expect(await panel.webDomains.find(alpha, site)).not.toBeNull();
    expect(await lost).toEqual({ ok: true });
  });

  it('gives no line of an answer that holds secrets of the node', async () => {
    await account();
    const lines: string[] = [];
    const watched = driver((command) => pool.run(target, command, { onLine: (_, text) => lines.push(text) }));
    await watched.users.find(alpha);
    await watched.users.setPassword(alpha, PASSWORD);
    await watched.node.probe();
    expect(lines.join('\n')).toContain('sysinfo');
    expect(lines.join('\n')).not.toMatch(/RKEY|SERVER_SMTP_PASSWD|Wörd/);
  });
});
