/** The real module in PHP against the real server: what WHMCS asks, what it is told, and what then stands in both. */
import { afterAll, describe, expect, inject, it } from 'vitest';
import { changesSince } from '#db/queries/instance.ts';
import { ownPage } from '#e2e/faults/house.ts';
import type { Command } from '#e2e/whmcs/php.ts';
import { openBoth } from './module.test-data.ts';

const both = await openBoth(inject('databaseUrl'));
const { house, whmcs, service, hosting, outbox, becomes } = both;
afterAll(() => both[Symbol.asyncDispose]());

describe('an order from WHMCS', () => {
  it('is accepted, has its login before any mail goes out, and the product page opens it', async () => {
    const { id, answer } = await whmcs.order({ domain: 'Rosas-Bakery.com', password: 'p&<"9ä-horse' });
    expect(answer).toBe('success');
    expect(await service(id)).toMatchObject({ state: 'deploying', domain: 'rosas-bakery.com', desired: { name: "Rosa & Ana O'Baker", email: 'rosa@example.com', language: 'english' } });
    expect(await hosting(id)).toMatchObject({ domainstatus: 'Active', username: 'rosas-bakery-com-web', domain: 'rosas-bakery.com' });
    const page = await (await fetch(whmcs.clientArea(id))).text();
    const ticket = /#t=([\w.-]+)/.exec(page)?.[1] ?? '';
    const entered = await house.post('embed.exchange', { ticket });
    expect(entered).toMatchObject({ status: 200, body: { result: { data: { view: { service: { externalId: String(id) } }, theme: 'auto', language: 'english', parentOrigin: whmcs.origin } } } });
  });

  it('twenty times at once is one service and one answer', async () => {
    const [id = 0] = await whmcs.rows([{ domain: 'twenty-at-once.com' }]);
    const before = await house.rows();
    const answers = await Promise.all(Array.from({ length: 20 }, () => whmcs.commands([[id, 'CreateAccount']])));
    expect(answers).toEqual(Array.from({ length: 20 }, () => ['success']));
    const after = await house.rows();
    expect((after['public.services'] ?? 0) - (before['public.services'] ?? 0)).toBe(1);
    expect((after['public.operations'] ?? 0) - (before['public.operations'] ?? 0)).toBe(1);
  });

  it('that is refused says why in one sentence with a reference, and leaves WHMCS as it was', async () => {
    const { id, answer } = await whmcs.order({ domain: 'localhost' });
    expect(answer).toMatch(/^Domain does not end in a public suffix .* \[[0-9A-F]{8}\]$/);
    expect(await hosting(id)).toMatchObject({ domainstatus: 'Pending', username: '' });
    expect(await service(id)).toBeUndefined();
  });
});

const states = ['none', 'deploying', 'failed', 'active', 'suspended', 'terminating', 'terminated'] as const;
const ok = 'success';
const unknown = /^This service is not provisioned here \[/;
const going = /^This service is being terminated \[/;
const gone = /^This service is terminated \[/;
/** What each command answers in each of our states, as the two sides have agreed. */
const cells: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  CreateAccount: [ok, ok, ok, ok, ok, /^Termination is still running, try again when it has finished \[/, ok],
  SuspendAccount: [unknown, ok, ok, ok, ok, ok, ok],
  UnsuspendAccount: [unknown, ok, ok, ok, ok, going, gone],
  TerminateAccount: [ok, ok, ok, ok, ok, ok, ok],
  ChangePassword: [unknown, ok, ok, ok, ok, going, gone],
  ChangePackage: [unknown, ok, ok, ok, ok, going, gone],
  Renew: [ok, ok, ok, ok, ok, ok, ok],
};
/** What is wanted of the service afterwards, where the command says so. */
const wanted: Readonly<Record<string, string>> = { SuspendAccount: 'suspended', UnsuspendAccount: 'active', TerminateAccount: 'terminated' };

describe('every command in every state', () => {
  it('answers what the two sides have agreed, once and again', async () => {
    const names = Object.keys(cells);
    const ids = await whmcs.rows(states.flatMap((state) => names.map((name) => ({ domain: `${state}-${name}.com`.toLowerCase(), password: 'another-horse-7' }))));
    const at = (state: number, name: number): number => ids[state * names.length + name] ?? 0;
    const of = (state: number) => names.map((_, name) => at(state, name));
    await whmcs.commands(states.flatMap((state, index) => (state === 'none' ? [] : of(index).map((id): Command => [id, 'CreateAccount']))));
    for (const [index, state] of states.entries()) if (state !== 'none' && state !== 'deploying') await becomes(state, of(index));
    const asked = states.flatMap((_, state) => names.map((name, index): Command => [at(state, index), name]));
    const answers = await whmcs.commands(asked);
    const wrong = answers.flatMap((answer, cell) => {
      const [state, name] = [Math.floor(cell / names.length), names[cell % names.length] ?? ''];
      const right = cells[name]?.[state] ?? '';
      return (typeof right === 'string' ? answer === right : right.test(answer)) ? [] : [`${name} on ${states[state]}: ${answer}`];
    });
    expect(wrong).toEqual([]);
    const living = states.map((state) => state !== 'none' && !state.startsWith('terminat'));
    const wishes = await Promise.all(asked.map(async ([id, name], cell) => (wanted[name] === undefined || living[Math.floor(cell / names.length)] !== true ? [] : [[name, (await service(id))?.wanted]])));
    expect(wishes.flat().filter(([name, wish]) => wish !== wanted[name ?? ''])).toEqual([]);
    expect(wishes.flat()).toHaveLength(12);
    // A terminated one has come to life again, in a generation of its own.
    expect(await service(at(6, 0))).toMatchObject({ state: 'deploying', generation: 2 });
    // The same again: nothing that was accepted is refused.
    expect(await whmcs.commands(asked.filter((_, index) => answers[index] === ok && asked[index]?.[1] !== 'CreateAccount'))).toEqual(answers.filter((answer, index) => answer === ok && asked[index]?.[1] !== 'CreateAccount'));
  });
});

describe('what WHMCS is told later', () => {
  it('the welcome mail is held until the service is deployed, and goes out once', async () => {
    const { id } = await whmcs.order({ domain: 'welcome.com' });
    expect(await outbox(id)).toEqual([]);
    await whmcs.cron();
    expect(await outbox(id)).toEqual([]);
    await becomes('active', [id]);
    await whmcs.cron();
    await whmcs.cron();
    expect(await outbox(id)).toEqual([expect.objectContaining({ message: 'Hosting Account Welcome Email', username: 'welcome-com-web' })]);
    // Any other mail of the service was never in the way.
    expect(await whmcs.hook('EmailPreSend', { messagename: 'Service Suspension Notification', relid: id })).toEqual([[]]);
    await whmcs.set({ tblproducts: [{ configoption2: 'At once' }] });
    const { id: hasty } = await whmcs.order({ domain: 'welcome-at-once.com' });
    expect(await outbox(hasty)).toHaveLength(1);
    await whmcs.set({ tblproducts: [{ configoption2: 'When it is ready' }] });
  });

  it('a service stays Pending until it is deployed, when the host wants that', async () => {
    await whmcs.set({ tblproducts: [{ configoption3: 'on' }] });
    const { id } = await whmcs.order({ domain: 'patient.com' });
    const { id: cancelled } = await whmcs.order({ domain: 'cancelled-meanwhile.com' });
    await whmcs.set({ tblproducts: [{ configoption3: '' }] });
    expect(await hosting(id)).toMatchObject({ domainstatus: 'Pending' });
    // The customer sees the progress all the same.
    expect(await (await fetch(whmcs.clientArea(id))).text()).toContain('data-src=');
    const at = ((await whmcs.state())['tblhosting'] ?? []).findIndex((row) => row['id'] === cancelled);
    await whmcs.set({ tblhosting: [...Array.from({ length: at }, () => ({})), { domainstatus: 'Cancelled' }] });
    await becomes('active', [id, cancelled]);
    await whmcs.cron();
    expect(await hosting(cancelled), 'what staff made of it meanwhile').toMatchObject({ domainstatus: 'Cancelled' });
    expect(await hosting(id)).toMatchObject({ domainstatus: 'Active', username: 'patient-com-web', dedicatedip: '203.0.113.10', ns1: 'ns1.brightwood.test', ns2: 'ns2.brightwood.test' });
  });

  it('a pull writes what differs, and nothing twice', async () => {
    await whmcs.cron();
    const writes = async () => ((await whmcs.state())['apilog'] ?? []).filter(({ command }) => !String(command).startsWith('Get')).length;
    const before = await writes();
    await whmcs.cron();
    expect(await writes()).toBe(before);
    await whmcs.set({ settings: { HostwrightCursor1: 'no cursor at all' } });
    await whmcs.cron();
    expect(await writes()).toBe(before);
  });

  it('a service that WHMCS would not have written is told again, keeps no other waiting, and is complained of once', async () => {
    const [{ id: refused }, { id: other }] = [await whmcs.order({ domain: 'refused-there.com' }), await whmcs.order({ domain: 'beside-it.com' })];
    await becomes('active', [refused, other]);
    await whmcs.set({ refuses: refused, settings: { HostwrightCursor1: 'no cursor at all' } });
    await whmcs.cron();
    // So long ago that no overlap reaches back to it: only where the reading has stopped.
    await house.pool.query("update events set at = at - interval '1 hour' where service_id in (select id from services where external_id = any($1))", [[String(refused), String(other)]]);
    await whmcs.cron();
    expect(await hosting(other)).toMatchObject({ ns1: 'ns1.brightwood.test' });
    expect(await hosting(refused)).not.toMatchObject({ ns1: 'ns1.brightwood.test' });
    expect(((await whmcs.state())['activity'] ?? []).filter(({ text }) => String(text).includes(`Service ID ${refused} could not be brought up to date`))).toHaveLength(1);
    await whmcs.set({ refuses: 0 });
    await whmcs.cron();
    expect(await hosting(refused)).toMatchObject({ ns1: 'ns1.brightwood.test' });
  });

  it('a service that WHMCS never has written is given up after twelve runs of the cron: the reading goes on behind it, and began there until then', async () => {
    const { id: refused } = await whmcs.order({ domain: 'never-written.com' });
    await becomes('active', [refused]);
    await house.pool.query("update events set at = at - interval '1 hour'");
    const begun = { HostwrightCursor1: 'from the beginning' };
    await whmcs.set({ refuses: refused, settings: begun });
    let beside = 0;
    for (let run = 1; run <= 12; run++) {
      if (run === 7) ({ id: beside } = await whmcs.order({ domain: 'beside-it-meanwhile.com' }));
      await whmcs.cron();
      expect((await whmcs.state())['settings'], `after run ${run}`).toMatchObject(begun);
    }
    expect(await hosting(beside)).toMatchObject({ ns1: 'ns1.brightwood.test' });
    await whmcs.cron();
    expect((await whmcs.state())['settings']).not.toMatchObject(begun);
    expect(((await whmcs.state())['activity'] ?? []).filter(({ text }) => String(text).includes(`Service ID ${refused} could not be brought up to date`))).toHaveLength(1);
    // It is read again when something happens to it.
    await whmcs.set({ refuses: 0 });
    await whmcs.cron();
    expect(await hosting(refused)).toMatchObject({ ns1: '' });
    await becomes('active', [refused]);
    await whmcs.cron();
    expect(await hosting(refused)).toMatchObject({ ns1: 'ns1.brightwood.test' });
  });

  it('changes come page by page, each service once, until there are no more', async () => {
    const seen: string[] = [];
    let page = await changesSince(house.running.api.db, house.instanceId, { at: '1970-01-01 00:00:00+00', id: 0 }, 7);
    for (; page.more; page = await changesSince(house.running.api.db, house.instanceId, page.cursor, 7)) seen.push(...page.services.map(({ serviceId }) => serviceId));
    seen.push(...page.services.map(({ serviceId }) => serviceId));
    const { rows } = await house.pool.query<{ id: string }>('select external_id as id from services where instance_id = $1', [house.instanceId]);
    expect(seen.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  });

  it('a service that is deleted in WHMCS is marked, ordered again it is not, and another module’s is left alone', async () => {
    const { id } = await whmcs.order({ domain: 'deleted.com' });
    await whmcs.hook('ServiceDelete', { userid: 1, serviceid: 99_999 });
    await whmcs.hook('ServiceDelete', { userid: 1, serviceid: id });
    expect((await service(id))?.stray_at).toBeInstanceOf(Date);
    expect((await service(id))?.wanted).toBe('active');
    await whmcs.commands([[id, 'CreateAccount']]);
    expect((await service(id))?.stray_at).toBeNull();
  });

  it('a service that is deleted while the server can not be reached is marked with the next run of the cron', async () => {
    const { id } = await whmcs.order({ domain: 'deleted-late.com' });
    const port = (await whmcs.state())['tblservers']?.[0]?.['port'];
    await whmcs.set({ tblservers: [{ port: 1 }] });
    await whmcs.hook('ServiceDelete', { userid: 1, serviceid: id });
    await whmcs.set({ tblservers: [{ port }] });
    expect((await service(id))?.stray_at).toBeNull();
    await whmcs.cron();
    expect((await service(id))?.stray_at).toBeInstanceOf(Date);
  });

  it('usage of all services is one call, and accounts are listed', async () => {
    const { id } = await whmcs.order({ domain: 'counted.com' });
    const counted = await service(id);
    await house.pool.query("update placements set fact = '{}' where service_id = $1", [counted?.id]);
    await house.pool.query(`insert into usages (service_id, node_id, figures) select service_id, node_id, '{"diskMb": 120, "bandwidthMb": 30, "mailAccounts": 2, "databases": 1, "mailDiskMb": 0, "cronJobs": 0, "backups": 0, "dnsRecords": 0}' from placements where service_id = $1 and role in ('web', 'mail')`, [counted?.id]);
    expect(await whmcs.cron()).toEqual({ usage: 'success' });
    expect(await hosting(id)).toMatchObject({ diskusage: 240, disklimit: 15_360, bwusage: 30, bwlimit: 102_400 });
  });

  it('the server knows who calls', async () => {
    const { rows } = await house.pool.query('select module_version, whmcs_version, seen_at from instances where id = $1', [house.instanceId]);
    expect(rows).toEqual([{ module_version: expect.stringMatching(/^\d+\.\d+\.\d+$/), whmcs_version: '9.0.5-release.1', seen_at: expect.any(Date) }]);
  });
});

describe('a page that is open for long', () => {
  const renew = (id: number, headers: Record<string, string>, method = 'POST') => fetch(`${whmcs.origin}/modules/servers/hostwright/embed.php`, { method, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, ...(method === 'POST' && { body: `service=${id}` }) });
  const own = { 'sec-fetch-site': 'same-origin' };

  it('gets a new ticket for its own customer and for staff, and nobody else does', async () => {
    const { id } = await whmcs.order({ domain: 'renewed.com' });
    const cases: readonly (readonly [what: string, answer: Response, status: number])[] = [
      ['its customer', await renew(id, own), 200],
      ['its customer, by an old browser', await renew(id, { origin: whmcs.origin }), 200],
      ['another customer', await renew(id, { ...own, cookie: 'client=2' }), 403],
      ['nobody', await renew(id, { ...own, cookie: 'client=0' }), 401],
      ['staff without a customer', await renew(id, { ...own, cookie: 'client=0; admin=1' }), 200],
      ['another site', await renew(id, { 'sec-fetch-site': 'cross-site' }), 403],
      ['another site, by an old browser', await renew(id, { origin: 'https://evil.example' }), 403],
      ['a script', await renew(id, {}), 403],
      ['a link', await renew(id, own, 'GET'), 405],
      ['a service that is not there', await renew(99_999, own), 403],
    ];
    expect(cases.map(([what, answer]) => [what, answer.status])).toEqual(cases.map(([what, , status]) => [what, status]));
    expect(cases[0]?.[1].headers.get('cache-control')).toBe('no-store');
    const ticketOf = async (answer: Response | undefined) => (answer === undefined ? '' : ((await answer.json()) as { ticket: string }).ticket);
    const ticket = await ticketOf(cases[0]?.[1]);
    expect(await house.post('embed.exchange', { ticket: `${ticket.slice(0, -4)}AAAA` })).toMatchObject({ status: 401 });
    expect(await house.post('embed.exchange', { ticket })).toMatchObject({ status: 200, body: { result: { data: { admin: null } } } });
    expect(await house.post('embed.exchange', { ticket })).toMatchObject({ status: 401 });
    expect(await house.post('embed.exchange', { ticket: await ticketOf(cases[4]?.[1]) })).toMatchObject({ status: 200, body: { result: { data: { admin: 'Mara Staff #1' } } } });
  });

  it('says what a customer can do while the panel is not shown', async () => {
    const { id } = await whmcs.order({ domain: 'noticed.com' });
    await whmcs.commands([[id, 'SuspendAccount']]);
    const page = async (language: string) => (await fetch(whmcs.clientArea(id), { headers: { cookie: `language=${language}` } })).text();
    expect(await page('english')).toContain('This service is suspended.');
    expect(await page('german')).toContain('Dieses Paket ist gesperrt.');
    expect(await page('arabic')).toContain('هذه الخدمة موقوفة.');
    expect(await page('klingon')).toContain('This service is suspended.');
  });
});

describe('the staff of a WHMCS', () => {
  const post = (path: string, fields: Record<string, string>) => fetch(`${whmcs.origin}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' }).then((answer) => answer.text());

  it('see how far a service is, and what did not work', async () => {
    const { id } = await whmcs.order({ domain: 'looked-at.com' });
    const page = async () => (await fetch(`${whmcs.origin}/admin/service?id=${id}`)).text();
    expect(await page()).toMatch(/label-info">Deploying, step 0 of 19<.*\/services\/\d+\/deploy"/s);
    await house.pool.query(`update tasks set error = '{"message": "The server said <b>no</b>", "hint": "", "code": null}' where service_id = $1`, [(await service(id))?.id]);
    await becomes('failed', [id]);
    expect(await page()).toMatch(/label-danger">Failed, step 0 of 19<.*The server said &lt;b&gt;no&lt;\/b&gt;/s);
    const [none = 0] = await whmcs.rows([{ domain: 'not-ordered.com' }]);
    expect(await (await fetch(`${whmcs.origin}/admin/service?id=${none}`)).text()).toContain('Not ordered yet');
  });

  it('come to the dashboard with the role that is lent to them, and its client to the panel', async () => {
    await whmcs.connect(house.key, house.running.api.publicUrl);
    const { id } = await whmcs.order({ domain: 'signed-on.com' });
    const codeAt = (address: string | null): string => /\/sso#c=([\w-]{43})$/.exec(address ?? '')?.[1] ?? '';
    expect(await house.post('sso.enter', { code: codeAt((await fetch(`${whmcs.clientArea(id)}&dosinglesignon=1`, { redirect: 'manual' })).headers.get('location')) })).toMatchObject({ status: 200, body: { result: { data: { as: 'client', entered: { admin: null, view: { service: { domain: 'signed-on.com' } } } } } } });

    const press = (path: string) => fetch(`${whmcs.origin}${path}`, { method: 'POST', body: new URLSearchParams({ do: 'sso' }), redirect: 'manual', headers: { cookie: 'admin=1' } });
    const ways = [[`/admin/service?id=${id}`, `/services/${(await service(id))?.id}/deploy`], ['/admin/server', '/services']] as const;
    for (const [path] of ways) expect(await (await press(path)).text()).toContain('Admins of Brightwood Hosting are not let into Hostwright yet: an owner chooses their role on its People page [');
    await house.post('people.lendRole', { id: house.instanceId, role: 'operator' }, ownPage(await house.cookie('owner')));
    for (const [path, to] of ways) {
      const entered = await house.post('sso.enter', { code: codeAt((await press(path)).headers.get('location')) });
      expect(entered).toMatchObject({ status: 200, body: { result: { data: { as: 'staff', to } } } });
      expect((await house.get('session.me', undefined, ownPage((entered.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''))).body).toMatchObject({ result: { data: { name: 'Mara Staff (Brightwood Hosting)', role: 'operator' } } });
    }
    await whmcs.connect(house.key);
    expect(await (await press('/admin/server')).text()).toContain('Hostwright named another address than the one of this server');
  });

  it('learn from a test what is wrong, in one sentence', async () => {
    expect(await post('/admin/server', { do: 'test' })).toContain('Connection Successful');
    await house.pool.query("update nodes set circuit_until = now() + interval '1 minute' where name = 'mail-1'");
    expect(await post('/admin/server', { do: 'test' })).toContain('1 of 4 nodes can not be reached: mail-1.');
    await house.pool.query('update nodes set circuit_until = null');
    await whmcs.connect(`hw_${'x'.repeat(43)}`);
    expect(await post('/admin/server', { do: 'test' })).toContain('The API key is missing or wrong: copy it anew from the dashboard');
    await whmcs.connect(house.key);
    expect(await post('/admin/server', { do: 'list' })).toContain('looked-at.com');
  });
});
