import { describe, expect, it } from 'vitest';
import { Unreachable, Unreadable } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { readBackups, readMailboxes, readStats, restoredOf } from './backup.ts';
import { readSizes } from './contents.ts';
import { readRecords, readSerial, readZone } from './dns.ts';
import { readDkim, readMailDomain } from './mail.ts';
import { readMailbox } from './mailbox.ts';
import { readNode } from './node.ts';
import { readNamed } from './record.ts';
import { recorded } from './recorded.test-data.ts';
import { readUser } from './user.ts';
import { readVisitor } from './visitor.ts';
import { readWebDomain } from './web.ts';

const answered = (stdout: string, code = 0) => ({ code, stdout, stderr: '', ms: 1 });

describe('an account', () => {
  it('is read without its secrets', () => {
    expect(readUser(recorded['usr-list-one'], 'alpha')).toEqual({ login: 'alpha', package: 'default', marker: null, suspended: false });
  });
  it('is ours when its name is a marker', () => {
    const named = (name: string) => answered(recorded['usr-list-one'].stdout.replace('"NAME":""', `"NAME":"${name}"`));
    expect(readUser(named('hostwright abc123'), 'alpha')).toMatchObject({ marker: 'hostwright abc123' });
    expect(readUser(named('Hostwright User'), 'alpha')).toMatchObject({ marker: null });
    expect(readUser(recorded['lim-pkg-of-user'], 'tinyu')).toMatchObject({ marker: null });
  });
  it('is suspended, half-made or absent', () => {
    expect(readUser(recorded['usr-suspended-list'], 'susp')).toMatchObject({ suspended: true });
    expect(readUser(recorded['half-user-30-list'], 'hku30')).toMatchObject({ package: '', suspended: false });
    expect(readUser(recorded['usr-list-one-missing'], 'ghost')).toBeNull();
  });
  it('is read although a backslash in its name makes the JSON invalid', () => {
    expect(readUser(recorded['usr-name-hostile-list'], 'nm1')).toMatchObject({ package: 'default' });
  });
  it('is not taken for the admin, which an empty name means to the panel', () => {
    expect(() => readUser(recorded['usr-empty-user-list'], 'alpha')).toThrow(Unreadable);
  });
});

describe('what is no answer', () => {
  it.each([
    ['an empty one', recorded['usr-list-badfmt-one']],
    ['not JSON', answered('Segmentation fault\n')],
    ['cut JSON', answered(recorded['usr-list-one'].stdout.slice(0, 200))],
    ['no such command', recorded['sys-unknown-cmd']],
    ['another shape', answered('{"alpha":{"NAME":7}}')],
  ])('is unreadable, and shows no secret: %s', (_, exit) => {
    expect(() => readUser(exit, 'alpha')).toThrow(Unreadable);
    expect(() => readUser(exit, 'alpha')).not.toThrow(/i1Ajj/);
  });
});

it('a busy node gives no answer, which is nobody\'s fault', () => {
  expect(() => readUser(answered('Error: LoadAverage 99 is too high\n', 14), 'alpha')).toThrow(Unreachable);
});

describe('a restore', () => {
  it('is done only where the panel names the part and says nothing of an error, whatever its exit code is', () => {
    const whole: Exit = recorded['bak-restore'];
    const says = (part: string, exit = whole) => restoredOf(exit, part);
    // The whole restore says `Error` for mail, and answers 0.
    expect(says('bk1.com')).toMatchObject({ ok: false, refusal: 'broken', message: expect.stringContaining('roundcube type is invalid') });
    const calm = { ...whole, stdout: whole.stdout.replace(/^Error.*\n/m, '') };
    expect(says('bk1.com', calm)).toEqual({ ok: true });
    expect(says('bk_a', calm)).toEqual({ ok: true });
    for (const absent of ['bk', 'bk_b', 'k1.com', 'Error', '']) expect(says(absent, calm)).toMatchObject({ refusal: 'missing' });
    expect(says('bk_a', { ...calm, stdout: `${calm.stdout}ERROR 1064 (42000) at line 3: You have an error\n` })).toMatchObject({ refusal: 'broken' });
    expect(says('bk1.com', recorded['bak-restore-ghost'])).toMatchObject({ ok: false });
  });

  it('reads of an archive which mailboxes are in it, and of its file what it is', () => {
    const conf = "ACCOUNT='info' ALIAS='a' MD5='{BLF-CRYPT}$2y$05$x'\nACCOUNT='../x' MD5=''\nACCOUNT='Rosa;id'\nACCOUNT='rosa.b'\n";
    expect(readMailboxes(answered(conf))).toEqual(['info', 'rosa.b']);
    expect([...readStats(answered('71680 1795478707 12 /backup/bk.2026-11-24_00-05-07.tar\nstat: nothing\n'))]).toEqual([['bk.2026-11-24_00-05-07.tar', { bytes: 71_680, version: '71680-1795478707-12', madeAt: new Date(1_795_478_707_000).toISOString() }]]);
  });
});

describe('what stands in an account', () => {
  it('is read with its sizes, and its archives by their files', () => {
    expect(readSizes('v-list-web-domains', recorded['web-list']).slice(0, 2)).toEqual([{ name: 'alpha1.com', sizeMb: 0 }, { name: 'alpha2.com', sizeMb: 0 }]);
    expect(readSizes('v-list-mail-accounts', recorded['acc-list']).map(({ name }) => name)).toEqual(expect.arrayContaining(['info', 'sales', 'upper.case']));
    expect(readSizes('v-list-databases', recorded['db-list-empty'])).toEqual([]);
    expect(readBackups(recorded['bak-list'])).toEqual([{ name: 'bk.2026-11-24_00-05-07.tar', sizeMb: 1, sites: ['bk1.com'], databases: ['bk_a'], mailDomains: ['bk1.com'] }]);
    expect(() => readBackups(answered('{"../../etc/passwd":{"SIZE":"1"}}'))).toThrow(Unreadable);
    expect(() => readSizes('v-list-web-domains', answered('{"a.com":7}'))).toThrow(Unreadable);
  });
});

describe('web and mail domains', () => {
  it('are read', () => {
    expect(readWebDomain(recorded['web-list-one'], 'alpha2.com')).toEqual({
      ip: '203.0.113.10', aliases: ['shop.alpha2.com', 'www.alpha2.com'], backend: 'default', folder: '', ssl: false, redirect: null, forceHttps: false, hsts: false, cache: false, suspended: false,
    });
    expect(readWebDomain(recorded['web-list-one-missing'], 'none.com')).toBeNull();
    expect(readMailDomain(recorded['mail-list-one'], 'alpha1.com')).toEqual({ dkim: true, catchAll: null, suspended: false });
    expect(readMailDomain(recorded['half-mail-10-list'], 'hkm10.com')).toBeNull();
  });
  it('tell who may see them, and where their pages are', () => {
    expect([readVisitor(recorded['wauth-list'], 'alpha2.com', 'guest'), readVisitor(recorded['wauth-list'], 'alpha2.com', 'gues'), readVisitor(recorded['web-list-one-missing'], 'none.com', 'guest')]).toEqual([true, false, false]);
    const at = (path: string) => readWebDomain(answered(recorded['web-list-one'].stdout.replace('"CUSTOM_DOCROOT":""', `"CUSTOM_DOCROOT":"${path}"`)), 'alpha2.com')?.folder;
    expect(['/home/alpha/web/alpha2.com/public_html/', '/home/alpha/web/alpha2.com/public_html/shop', '/srv/home/alpha/web/alpha2.com/public_html/a/b/', '/home/alpha/web/alpha2.com/public_html2', '/home/alpha/web/alpha1.com/public_html'].map(at)).toEqual(['', '/shop', '/a/b', '/home/alpha/web/alpha2.com/public_html2', '/home/alpha/web/alpha1.com/public_html']);
  });
  it('have a DKIM value without quotes, or none', () => {
    expect(readDkim(recorded['mail-dkim-dns'])).toMatch(/^v=DKIM1; k=rsa; p=MIIB[A-Za-z0-9+/]+IDAQAB$/);
    expect(readDkim(recorded['mail-dkim-dns-none'])).toBeNull();
    expect(readDkim(recorded['mail-dkim-dns-missing'])).toBeNull();
  });
});

describe('a mailbox', () => {
  it('is read, without a size or with one, suspended or not', () => {
    expect(readMailbox(recorded['acc-list-one'], 'info')).toEqual({ quotaMb: null, suspended: false });
    const changed = recorded['acc-list-one'].stdout.replace('"QUOTA":"unlimited"', '"QUOTA":"250"').replace('"SUSPENDED":"no"', '"SUSPENDED":"yes"');
    expect(readMailbox(answered(changed), 'info')).toEqual({ quotaMb: 250, suspended: true });
    expect(readMailbox(recorded['acc-quota-missing'], 'nobody')).toBeNull();
  });
  it('is not taken for another one', () => expect(() => readMailbox(recorded['acc-list-one'], 'rosa')).toThrow(Unreadable));
});

describe('a zone', () => {
  it('is read', () => {
    expect(readZone(recorded['dns-list-one'], 'alpha1.com')).toEqual({ ip: '203.0.113.10', records: 15, suspended: false, signed: false });
    expect(readZone(recorded['dns-list-missing'], 'none.com')).toBeNull();
  });
  it('has records without dots and quotes, relative to it', () => {
    const records = readRecords(recorded['rec2-list'], 'alpha8.com');
    expect(records).toHaveLength(16);
    expect(records).toEqual(expect.arrayContaining([
      { name: '@', type: 'NS', value: 'ns1.hestia.test', priority: null, ttl: 14_400 },
      { name: 'www', type: 'CNAME', value: 'alpha8.com', priority: null, ttl: 14_400 },
      { name: '@', type: 'MX', value: 'mail.alpha8.com', priority: 0, ttl: 14_400 },
      { name: '@', type: 'TXT', value: 'v=spf1 a mx ip4:203.0.113.10 -all', priority: null, ttl: 14_400 },
      { name: '_imap._tcp', type: 'SRV', value: '0 143 mail.alpha8.com', priority: 1, ttl: 14_400 },
      { name: '_sip._tcp', type: 'SRV', value: '5 5060 sip.example.net', priority: 10, ttl: 14_400 },
    ]));
  });
  it('has odd records, too', () => {
    const records = readRecords(recorded['rec-list2'], 'alpha1.com');
    const valueOf = (name: string) => records.find((record) => record.name === name)?.value;
    expect(valueOf('_long')).toBe('k'.repeat(400));
    expect(valueOf('_sq')).toBe("it's");
    expect(valueOf('_dq')).toBe('say hi');
    expect(valueOf('_dl')).toBe('$HOME `id` $(id)');
    expect(valueOf('full2')).toBe('198.51.100.5');
    expect(valueOf('full.alpha1.com')).toBe('198.51.100.5');
    expect(records.find((record) => record.type === 'CAA')?.value).toBe('0 issue "letsencrypt.org"');
    expect(records.find((record) => record.name === 'ttl')?.ttl).toBe(300);
  });
  it('has records of one name, of whatever type, with the panel\'s own numbers', () => {
    expect(readNamed(recorded['rec-list2'], 'full2', 'alpha1.com')).toEqual([{ id: '103', type: 'A', value: '198.51.100.5' }]);
    expect(readNamed(recorded['rec-list2'], 'www', 'alpha1.com')).toEqual([{ id: '10', type: 'CNAME', value: 'alpha1.com.' }]);
    expect(readNamed(recorded['rec-list2'], 'rosa', 'alpha1.com')).toEqual([]);
    expect(readNamed(recorded['dns-list-missing'], 'rosa', 'none.com')).toEqual([]);
  });
  it('that lost its records has none', () => expect(readRecords(recorded['conc-recs-json'], 'cu1.com')).toEqual([]));
  it('has a served serial, or is not served', () => {
    expect(readSerial(answered('ns1.hestia.test. root.hkd10.com. 3000000000 14400 3600 1209600 3600\n'))).toBe(3_000_000_000);
    expect(readSerial(answered(''))).toBeNull();
    expect(readSerial(answered(';; communications error to 127.0.0.1#53: connection refused\n', 9))).toBeNull();
  });
});

describe('a node', () => {
  const whole = { info: recorded['sys-info'], config: recorded['sys-config'], services: recorded['sys-services'], ips: recorded['sys-ips'], templates: recorded['wtpl-be-list'], sshd: answered('# Hestia SFTP Chroot\nMatch User sftp_dummy99,alpha\n    ChrootDirectory /srv/jail/%u\n    ForceCommand internal-sftp -d /home/%u\n') };
  it('tells what it is and what it serves', () => {
    expect(readNode(whole)).toMatchObject({
      panel: 'HestiaCP 1.10.3', hostname: 'node1.hestia.test', ipv4: ['203.0.113.10'], ipv6: [],
      phpTemplates: ['PHP-8_2', 'default', 'no-php', 'socket'], web: true, mail: true, dns: true, webmail: null, sftpJail: true,
    });
    expect(readNode(whole).services).toContainEqual({ name: 'bind9', running: true });
    const config = answered(recorded['sys-config'].stdout.replace('"WEBMAIL_SYSTEM":""', '"WEBMAIL_SYSTEM":"roundcube"'));
    expect(readNode({ ...whole, config }).webmail).toBe('webmail');
  });
  it('may lack every part but its name', () => {
    const none = answered('Error: not installed\n', 11);
    expect(readNode({ info: whole.info, config: none, services: none, ips: none, templates: none, sshd: none })).toMatchObject({ ipv4: [], services: [], web: false, dns: false, sftpJail: false });
    expect(() => readNode({ ...whole, info: recorded['sys-unknown-cmd'] })).toThrow(Unreadable);
  });
});
