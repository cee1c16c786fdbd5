/** What every panel driver must do with what customers make and set. */
import { describe, expect, it } from 'vitest';
import { archiveByte } from '#e2e/simnode/commands/backups.ts';
import { backupFile, databaseName, databaseUser, email, ftpUser, jobNumber, localPart, siteName, visitorName } from '#server/core/names.ts';
import { Secret } from '#server/core/secret.ts';
import { account, ACME, alpha, DRIVERS, failed, IP, log, node, panel, PASSWORD, refusal, site, useNode } from './contract.test-data.ts';

describe.each(DRIVERS)('$name', ({ driver }) => {
  useNode(driver);

  it('adds, changes and removes a mailbox of its own mail domain', async () => {
    await account();
    expect(await panel.mailDomains.add(alpha, site)).toEqual({ ok: true });
    const box = { login: alpha, domain: site, name: localPart.parse('info') };
    const plain = { quotaMb: 500, aliases: [], forwards: [], forwardOnly: false, autoReply: null, sendLimit: null, suspended: false };
    expect(await panel.mailAccounts.find(box)).toBeNull();
    expect(refusal(await panel.mailAccounts.setQuota(box, 1))).toBe('missing');
    expect(await panel.mailAccounts.add(box, PASSWORD, 500)).toEqual({ ok: true });
    expect(await panel.mailAccounts.find(box)).toEqual(plain);
    expect(refusal(await panel.mailAccounts.add(box, PASSWORD, null))).toBe('exists');
    const [alias, address, text] = [localPart.parse('contact'), email.parse('rosa@example.org'), `two\nlines "with" $HOME \`id\` it's`];
    expect(await panel.mailAccounts.addAlias(box, alias)).toEqual({ ok: true });
    expect(refusal(await panel.mailAccounts.addAlias(box, alias))).toBe('exists');
    expect(await panel.mailAccounts.addForward(box, address)).toEqual({ ok: true });
    expect(await panel.mailAccounts.setForwardOnly(box, true)).toEqual({ ok: true });
    expect(await panel.mailAccounts.setAutoReply(box, text)).toEqual({ ok: true });
    expect(await panel.mailAccounts.setSendLimit(box, 60)).toEqual({ ok: true });
    expect(await panel.mailAccounts.setQuota(box, null)).toEqual({ ok: true });
    expect(await panel.mailAccounts.setPassword(box, new Secret('an0ther-one'))).toEqual({ ok: true });
    expect(await panel.mailAccounts.find(box)).toEqual({ ...plain, quotaMb: null, aliases: ['contact'], forwards: ['rosa@example.org'], forwardOnly: true, autoReply: text, sendLimit: 60 });
    expect(await panel.mailAccounts.removeAlias(box, alias)).toEqual({ ok: true });
    expect(await panel.mailAccounts.removeForward(box, address)).toEqual({ ok: true });
    expect(await panel.mailAccounts.setForwardOnly(box, false)).toEqual({ ok: true });
    expect(await panel.mailAccounts.setAutoReply(box, null)).toEqual({ ok: true });
    expect(await panel.mailAccounts.setSendLimit(box, null)).toEqual({ ok: true });
    expect(await panel.mailAccounts.find(box)).toEqual({ ...plain, quotaMb: null });
    expect(await panel.mailAccounts.remove(box)).toEqual({ ok: true });
    expect(await panel.mailAccounts.find(box)).toBeNull();
    expect(refusal(await panel.mailAccounts.remove(box))).toBe('missing');
  });

  it('gives mail to unknown names to one address, and to another only after that', async () => {
    await account();
    const [one, two] = [email.parse('rosa@example.org'), email.parse('info@alpha.com')];
    expect(refusal(await panel.mailDomains.addCatchAll(alpha, site, one))).toBe('missing');
    expect(await panel.mailDomains.add(alpha, site)).toEqual({ ok: true });
    expect(refusal(await panel.mailDomains.removeCatchAll(alpha, site))).toBe('missing');
    expect(await panel.mailDomains.addCatchAll(alpha, site, one)).toEqual({ ok: true });
    expect(refusal(await panel.mailDomains.addCatchAll(alpha, site, two))).toBe('exists');
    expect(await panel.mailDomains.find(alpha, site)).toMatchObject({ catchAll: one });
    expect(await panel.mailDomains.removeCatchAll(alpha, site)).toEqual({ ok: true });
    expect(await panel.mailDomains.find(alpha, site)).toMatchObject({ catchAll: null });
  });

  it('sets a website and takes it back: names, redirect, cache, and HTTPS only with a certificate', async () => {
    await account();
    expect(refusal(await panel.webDomains.setCache(alpha, site, true))).toBe('missing');
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    const plain = await panel.webDomains.find(alpha, site);
    expect(plain).toMatchObject({ aliases: ['www.alpha.com'], redirect: null, forceHttps: false, hsts: false, cache: false });
    const [alias, own] = [siteName.parse('bücher.de'), siteName.parse('www.alpha.com')];
    expect(await panel.webDomains.addAlias(alpha, site, alias)).toEqual({ ok: true });
    expect(refusal(await panel.webDomains.addAlias(alpha, site, own))).toBe('exists');
    expect(await panel.webDomains.setCache(alpha, site, true)).toEqual({ ok: true });
    const redirect = { url: 'https://example.org/new?a=b%20c', code: 301 } as const;
    expect(await panel.webDomains.setRedirect(alpha, site, { ...redirect, code: 302 })).toEqual({ ok: true });
    expect(await panel.webDomains.setRedirect(alpha, site, redirect)).toEqual({ ok: true });
    expect(refusal(await panel.webDomains.setForceHttps(alpha, site, true))).toBe('missing');
    expect(refusal(await panel.webDomains.setHsts(alpha, site, true))).toBe('missing');
    expect(await panel.webDomains.find(alpha, site)).toMatchObject({ aliases: ['www.alpha.com', 'xn--bcher-kva.de'], redirect, cache: true, forceHttps: false });
    const { certificate, key } = ACME.issue([site, own]);
    expect(await panel.certificates.set('web', alpha, site, { certificate, key: new Secret(key), chain: '' }, false)).toEqual({ ok: true });
    for (const on of [true, false]) {
      expect(await panel.webDomains.setForceHttps(alpha, site, on)).toEqual({ ok: true });
      expect(await panel.webDomains.setHsts(alpha, site, on)).toEqual({ ok: true });
      expect(await panel.webDomains.find(alpha, site)).toMatchObject({ forceHttps: on, hsts: on });
    }
    expect(await panel.webDomains.removeAlias(alpha, site, alias)).toEqual({ ok: true });
    expect(refusal(await panel.webDomains.removeAlias(alpha, site, alias))).toBe('missing');
    expect(await panel.webDomains.setRedirect(alpha, site, null)).toEqual({ ok: true });
    expect(await panel.webDomains.setCache(alpha, site, false)).toEqual({ ok: true });
    expect(await panel.webDomains.find(alpha, site)).toEqual({ ...plain, ssl: true });
  });

  it('shows another folder of a website, and says when it is not there', async () => {
    await account();
    expect(refusal(await panel.webDomains.setFolder(alpha, site, '/shop'))).toBe('missing');
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    const folder = async () => (await panel.webDomains.find(alpha, site))?.folder;
    expect(await folder()).toBe('');
    expect(refusal(await panel.webDomains.setFolder(alpha, site, '/shop/public'))).toBe('missing');
    await node.control({ op: 'folder', user: alpha, domain: site, path: '/shop/public' });
    for (const path of ['/shop/public', '/shop', '/shop']) {
      expect(await panel.webDomains.setFolder(alpha, site, path)).toEqual({ ok: true });
      expect(await folder()).toBe(path);
    }
    expect(refusal(await panel.webDomains.setFolder(alpha, site, '/../../../other'))).toBe('forbidden');
    // A refusal may have undone what was set: it is looked at again.
    expect(await folder()).toBe('');
    expect(await panel.webDomains.setFolder(alpha, site, '')).toEqual({ ok: true });
    expect(await folder()).toBe('');
  });

  it('switches a website off and on, of which nothing can be set meanwhile', async () => {
    await account();
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    const off = async () => (await panel.webDomains.find(alpha, site))?.suspended;
    expect(await panel.webDomains.suspend(alpha, site)).toEqual({ ok: true });
    expect(await off()).toBe(true);
    expect(refusal(await panel.webDomains.suspend(alpha, site))).toBe('suspended');
    expect(refusal(await panel.webDomains.setFolder(alpha, site, ''))).toBe('suspended');
    expect(await panel.webDomains.unsuspend(alpha, site)).toEqual({ ok: true });
    expect(await off()).toBe(false);
    expect(refusal(await panel.webDomains.unsuspend(alpha, site))).not.toBe('ok');
  });

  it('closes a website to all but its visitors, and says when its web server did not hear of it', async () => {
    await account();
    const [one, two] = ['guest', 'rosa'].map((name) => ({ login: alpha, domain: site, name: visitorName.parse(name) }));
    if (one === undefined || two === undefined) throw new Error('Two visitors were named');
    expect(await panel.visitors.find(one)).toBe(false);
    expect(refusal(await panel.visitors.add(one, new Secret('blue-Kettle-19')))).toBe('missing');
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    for (const visitor of [one, two]) expect(await panel.visitors.add(visitor, new Secret('blue-Kettle-19'))).toEqual({ ok: true });
    expect(refusal(await panel.visitors.add(one, new Secret('blue-Kettle-19')))).toBe('exists');
    expect(await Promise.all([one, two].map((visitor) => panel.visitors.find(visitor)))).toEqual([true, true]);
    expect(await panel.visitors.setPassword(one, new Secret('red-Kettle-20'))).toEqual({ ok: true });
    for (const visitor of [one, two]) expect(await panel.visitors.remove(visitor)).toEqual({ ok: true });
    expect(refusal(await panel.visitors.remove(one))).toBe('missing');
    expect(refusal(await panel.visitors.setPassword(one, PASSWORD))).toBe('missing');
    await node.control({ op: 'fault', name: 'exit-after', code: 0, match: 'add-web-domain-httpauth', text: 'Error: nginx restart failed\n' });
    expect(refusal(await panel.visitors.add(one, new Secret('blue-Kettle-19')))).toBe('unserved');
    expect(await panel.visitors.find(one)).toBe(true);
    expect(JSON.stringify(await log())).not.toContain('Kettle');
  });

  it('reads the ends of a website’s logs as they are', async () => {
    await account();
    expect(await panel.webDomains.log(alpha, site, 'access', 10)).toBeNull();
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    expect(await panel.webDomains.log(alpha, site, 'access', 10)).toEqual([]);
    const lines = ['198.51.100.7 - - "GET /?a=\u001b[31m" 200', '', '"quoted" \\ $HOME `id`'];
    await node.control({ op: 'visit', user: alpha, domain: site, log: 'access', lines });
    expect(await panel.webDomains.log(alpha, site, 'access', 10)).toEqual(lines);
    expect(await panel.webDomains.log(alpha, site, 'access', 2)).toEqual(lines.slice(-2));
    expect(await panel.webDomains.log(alpha, site, 'error', 2)).toEqual([]);
  });

  it('reads, restores from and removes a backup of its own account, part by part', async () => {
    await account();
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    expect(await panel.mailDomains.add(alpha, site)).toEqual({ ok: true });
    const box = { login: alpha, domain: site, name: localPart.parse('info') };
    const [name, user] = [databaseName.parse(`${alpha}_shop`), databaseUser.parse(`${alpha}_shop`)];
    expect(await panel.mailAccounts.add(box, PASSWORD, null)).toEqual({ ok: true });
    expect(await panel.databases.add(alpha, { name, user, charset: 'latin1' }, PASSWORD)).toEqual({ ok: true });
    expect(await panel.backups.add(alpha)).toEqual({ ok: true });
    const [backup] = await panel.backups.list(alpha);
    if (backup === undefined) throw new Error('There is no backup');
    const { name: file, bytes } = backup;
    expect(await panel.backups.mailboxes(alpha, file, site)).toEqual(['info']);
    expect(await panel.databases.remove(alpha, name)).toEqual({ ok: true });
    expect(await panel.backups.restoreSite(alpha, file, site)).toEqual({ ok: true });
    expect(await panel.backups.restoreDatabase(alpha, file, name)).toEqual({ ok: true });
    expect(await panel.databases.find(alpha, name)).toEqual({ user, charset: 'latin1', diskMb: 0, suspended: false });
    expect(refusal(await panel.backups.restoreDatabase(alpha, file, databaseName.parse(`${alpha}_other`)))).toBe('missing');
    expect(await panel.backups.restoreMailbox(box, file)).toEqual({ ok: true });
    expect(await panel.mailAccounts.add({ ...box, name: localPart.parse('later') }, PASSWORD, null)).toEqual({ ok: true });
    expect(refusal(await panel.backups.restoreMailbox({ ...box, name: localPart.parse('later') }, file))).not.toBe('ok');
    expect(refusal(await panel.backups.restoreMailbox({ ...box, name: localPart.parse('nobody') }, file))).toBe('missing');
    const facts = await panel.backups.file(alpha, file);
    expect(facts).toEqual({ bytes, version: expect.any(String), madeAt: backup.madeAt });
    const pieces: Uint8Array[] = [];
    await panel.backups.read(alpha, file, { from: 1000, count: 70_000 }, async (chunk) => void pieces.push(Buffer.from(chunk)));
    const all = Buffer.concat(pieces);
    expect([all.length, all[0], all.at(-1)]).toEqual([70_000, archiveByte(1000), archiveByte(70_999)]);
    const gone = new Error('The browser has gone');
    expect(await failed(panel.backups.read(alpha, file, { from: 0, count: bytes ?? 0 }, () => Promise.reject(gone)))).toBe(gone);
    const other = backupFile.parse(file.replace('alpha-web', 'beta-web'));
    for (const work of [panel.backups.remove, panel.backups.file]) expect(String(await failed(work(alpha, other)))).toContain('no backup of alpha-web');
    expect(await panel.backups.remove(alpha, file)).toEqual({ ok: true });
    expect(refusal(await panel.backups.remove(alpha, file))).toBe('missing');
    expect(refusal(await panel.backups.restoreSite(alpha, file, site))).toBe('missing');
    expect(await panel.backups.file(alpha, file)).toBeNull();
  });

  it('adds, changes and removes a database', async () => {
    await account();
    const [name, user] = [databaseName.parse(`${alpha}_shop`), databaseUser.parse(`${alpha}_shop`)];
    expect(await panel.databases.find(alpha, name)).toBeNull();
    expect(await panel.databases.add(alpha, { name, user, charset: 'latin1' }, PASSWORD)).toEqual({ ok: true });
    expect(await panel.databases.find(alpha, name)).toEqual({ user, charset: 'latin1', diskMb: 0, suspended: false });
    expect(await panel.databases.list(alpha)).toEqual([name]);
    expect(refusal(await panel.databases.add(alpha, { name, user, charset: 'utf8mb4' }, PASSWORD))).toBe('exists');
    expect(await panel.databases.setPassword(alpha, name, new Secret('an0ther-one'))).toEqual({ ok: true });
    expect(await panel.databases.remove(alpha, name)).toEqual({ ok: true });
    expect(await panel.databases.find(alpha, name)).toBeNull();
    expect(refusal(await panel.databases.remove(alpha, name))).toBe('missing');
    expect(refusal(await panel.databases.setPassword(alpha, name, PASSWORD))).toBe('missing');
  });

  it('adds, changes and removes an FTP account of a website', async () => {
    await account();
    expect(await panel.webDomains.add(alpha, site, IP)).toEqual({ ok: true });
    const [one, two] = ['one', 'two'].map((name) => ({ login: alpha, domain: site, user: ftpUser.parse(`${alpha}_${name}`) }));
    if (one === undefined || two === undefined) throw new Error('Two accounts were named');
    expect(await panel.ftp.find(one)).toBeNull();
    expect(await panel.ftp.add(one, PASSWORD, '/public_html/shop')).toEqual({ ok: true });
    expect(await panel.ftp.add(two, PASSWORD, '')).toEqual({ ok: true });
    expect(refusal(await panel.ftp.add(one, PASSWORD, ''))).toBe('exists');
    expect(await panel.ftp.find(one)).toEqual({ path: '/public_html/shop' });
    expect(await panel.ftp.find(two)).toEqual({ path: '' });
    expect(await panel.ftp.setPath(two, '/public_html')).toEqual({ ok: true });
    expect(await panel.ftp.find(two)).toEqual({ path: '/public_html' });
    expect(refusal(await panel.ftp.setPath(two, '/../../etc'))).toBe('invalid');
    expect(await panel.ftp.setPassword(one, new Secret('an0ther-one'))).toEqual({ ok: true });
    expect(await panel.ftp.remove(one)).toEqual({ ok: true });
    expect(await panel.ftp.find(one)).toBeNull();
    expect(refusal(await panel.ftp.remove(one))).toBe('missing');
  });

  it('adds, changes, suspends and removes a scheduled job of our own number', async () => {
    await account();
    const job = jobNumber.parse('7');
    const wanted = { schedule: ['*/5', '1-5', '*', '*', '1,3'], command: '/usr/bin/php artisan schedule:run > /dev/null 2>&1' };
    expect(await panel.cron.find(alpha, job)).toBeNull();
    expect(await panel.cron.add(alpha, job, wanted)).toEqual({ ok: true });
    expect(refusal(await panel.cron.add(alpha, job, wanted))).toBe('exists');
    expect(await panel.cron.find(alpha, job)).toEqual({ ...wanted, suspended: false });
    expect(await panel.cron.change(alpha, job, { ...wanted, command: '/bin/true' })).toEqual({ ok: true });
    expect(await panel.cron.suspend(alpha, job)).toEqual({ ok: true });
    expect(await panel.cron.find(alpha, job)).toEqual({ ...wanted, command: '/bin/true', suspended: true });
    expect(await panel.cron.unsuspend(alpha, job)).toEqual({ ok: true });
    expect(refusal(await panel.cron.add(alpha, jobNumber.parse('8'), { ...wanted, command: 'a`id`' }))).toBe('invalid');
    expect(await panel.cron.remove(alpha, job)).toEqual({ ok: true });
    expect(refusal(await panel.cron.remove(alpha, job))).toBe('missing');
  });
});
