/** What the module's cron brings: what is to be said inside a WHMCS, each once, and each; and what waits there, for our staff. */
import { afterAll, expect, inject, it } from 'vitest';
import { bearer, ownPage } from '#e2e/faults/house.ts';
import { defaultCallBacks } from '#server/core/call-back.ts';
import { recordEnds } from '#server/tasks/call-backs.ts';
import { openBoth } from './module.test-data.ts';

const both = await openBoth(inject('databaseUrl'));
const { house, whmcs, outbox, becomes } = both;
afterAll(() => both[Symbol.asyncDispose]());

/** Something to be said in WHMCS, as an event of the service writes it down. */
const toSay = (id: number, kind: string, event: string, payload: object) =>
  house.pool.query('insert into call_backs (instance_id, service_id, generation, kind, event, payload) select s.instance_id, s.id, 1, $2, $3, $4 from services s where external_id = $1', [String(id), kind, event, { kind, ...payload }]);
const welcome = { event: 'welcome', template: 'Hosting Account Welcome Email' };

it('what can not be said by its API is said from in there, once, also when the acknowledgement is lost; a mail that goes by the API is not released', async () => {
  const { id } = await whmcs.order({ domain: 'said-inside.com' });
  await becomes('active', [id]);
  await toSay(id, 'mail', 'welcome', welcome);
  await toSay(id, 'mail', 'suspend:1', { event: 'suspended', template: 'Suspended Notice' });
  await toSay(id, 'activity', 'deploy:1', { text: 'Deployment #1 of said-inside.com succeeded' });
  for (let run = 0; run < 2; run++) {
    await whmcs.cron();
    expect((await outbox(id)).map((mail) => mail['message'])).toEqual(['Hosting Account Welcome Email', 'Suspended Notice']);
    expect(((await whmcs.state())['activity'] ?? []).filter(({ text }) => String(text).includes('#1 of said-inside.com'))).toHaveLength(1);
    // As if its word that it is done had been lost.
    await house.pool.query("update call_backs set done_at = null where event <> 'welcome'");
  }
  const held = await whmcs.order({ domain: 'by-the-api.com' });
  await toSay(held.id, 'mail', 'welcome', { ...welcome, template: 'x' });
  await house.pool.query('update call_backs set task_id = (select max(t.id) from tasks t where t.service_id = call_backs.service_id) where service_id = (select id from services where external_id = $1)', [String(held.id)]);
  await becomes('active', [held.id]);
  await whmcs.cron();
  expect(await outbox(held.id)).toEqual([]);
});

it('the host’s notification rules are met with the next cron where there is no API, once, also when the acknowledgement is lost; and not while that is off', async () => {
  const { api } = house.running;
  const notified = async () => (await whmcs.state())['notifications'] ?? [];
  /** Its deployment comes to its end, for the engine. */
  const deployed = async (domain: string): Promise<number> => {
    const { id } = await whmcs.order({ domain });
    await becomes('active', [id]);
    const { rows: [row] } = await house.pool.query<{ service: number; operation: number }>('select s.id as service, o.id as operation from services s join operations o on o.service_id = s.id where s.external_id = $1', [String(id)]);
    if (row === undefined) throw new Error('Nothing was ordered');
    await api.db.transaction((tx) => recordEnds(tx, row.service, 1, [{ id: row.operation, kind: 'deploy', status: 'succeeded' }]));
    await whmcs.cron();
    return id;
  };
  await deployed('nobody-is-told.com');
  expect(await notified()).toEqual([]);
  await api.settings.save('callBacks', { ...defaultCallBacks, notify: true });
  const id = await deployed('rules-are-met.com');
  const one = expect.objectContaining({ identifier: 'hostwright', title: 'Deployment #1 of rules-are-met.com succeeded', message: expect.stringMatching(/^Deployment #1 of rules-are-met\.com succeeded \(Hostwright [0-9A-Z-]{9}\)$/), status: 'Success', url: expect.stringMatching(/\/services\/\d+$/), attributes: [{ label: 'Service', value: String(id) }] });
  expect(await notified()).toEqual([one]);
  expect((await house.pool.query("select done_by from call_backs where kind = 'notify'")).rows).toEqual([{ done_by: 'module' }]);
  await whmcs.cron();
  await house.pool.query("update call_backs set done_at = null where kind = 'notify'");
  await whmcs.cron();
  expect(await notified()).toEqual([one]);
  await api.settings.save('callBacks', defaultCallBacks);
});

it('a mail that may have gone by the API is not said, nor what a person cancelled; what was refused there is', async () => {
  const { id } = await whmcs.order({ domain: 'in-doubt.com' });
  await becomes('active', [id]);
  await whmcs.cron();
  const ended = async (event: string, status: string, before: string | null) => {
    await toSay(id, 'mail', event, { event: 'suspended', template: `Template ${event}` });
    const { rows } = await house.pool.query<{ id: number }>(`insert into tasks (service_id, generation, action, target, status, priority, blockers, weight, max_attempts)
      select service_id, 1, 'whmcs.sendMail', 'x', $2, 10, 0, 1, 1 from call_backs where event = $1 returning id`, [event, status]);
    await house.pool.query('update call_backs set task_id = $2, before = $3 where event = $1', [event, rows[0]?.id, before]);
  };
  await ended('unsure:1', 'failed', '17');
  await ended('stopped:1', 'cancelled', null);
  await ended('refused:1', 'failed', null);
  await whmcs.cron();
  expect((await outbox(id)).map((mail) => mail['message']).filter((name) => String(name).startsWith('Template'))).toEqual(['Template refused:1']);
});

it('of two Servers with one key, the one that the service is on says it', async () => {
  const { id } = await whmcs.order({ domain: 'on-the-second.com' });
  await becomes('active', [id]);
  await whmcs.cron();
  const { tblservers: [server] = [], tblhosting: all = [] } = await whmcs.state();
  const moved = (to: number) => whmcs.set({ tblhosting: [...Array.from({ length: all.findIndex((row) => row['id'] === id) }, () => ({})), { server: to }] });
  const said = async () => ((await whmcs.state())['activity'] ?? []).filter(({ text }) => String(text).includes('#7 of on-the-second.com')).length;
  await whmcs.set({ tblservers: [{}, { ...server, id: 2, disabled: 1 }] });
  await moved(2);
  await toSay(id, 'activity', 'deploy:7', { text: 'Deployment #7 of on-the-second.com succeeded' });
  await whmcs.cron();
  expect(await said()).toBe(1);
  await whmcs.cron();
  expect(await said()).toBe(1);
});

it('a welcome that becomes due after others of its service were said goes out all the same', async () => {
  // The product has none of its own, which WHMCS would have held back.
  await whmcs.set({ tblproducts: [{ welcomeemail: 0 }] });
  const { id } = await whmcs.order({ domain: 'ready-late.com' });
  await becomes('failed', [id]);
  await toSay(id, 'mail', 'welcome', welcome);
  await toSay(id, 'activity', 'redeploy:1', { text: 'Deployment #2 of ready-late.com failed' });
  await whmcs.cron();
  expect(((await whmcs.state())['activity'] ?? []).filter(({ text }) => String(text).includes('#2 of ready-late.com'))).toHaveLength(1);
  expect(await outbox(id)).toEqual([]);
  await becomes('active', [id]);
  await whmcs.cron();
  await whmcs.cron();
  expect((await outbox(id)).map((mail) => mail['message'])).toEqual(['Hosting Account Welcome Email']);
});

it('what WHMCS could not do and does not try again stands on the dashboard until a person has done it there', async () => {
  const owner = ownPage(await house.cookie('owner'));
  const waiting = async (input: object = {}) => ((await house.get('services.moduleQueue', input, owner)).body as { result: { data: { externalId: string; action: string; error: string; service: { id: number; domain: string } | null }[] } }).result.data;
  const calls = async () => ((await whmcs.state())['modulelog'] ?? []).filter(({ action }) => action === 'service.queued').length;
  const { id } = await whmcs.order({ domain: 'never-heard.com' });
  await becomes('active', [id]);
  const { id: refused } = await whmcs.order({ domain: 'localhost' });
  await whmcs.connect(house.key, 'http://127.0.0.1:9');
  expect(await whmcs.commands([[id, 'SuspendAccount']])).toEqual(['Hostwright could not be reached: nothing listens at this address and port, or a firewall refuses.']);
  await whmcs.connect(house.key);
  // Its documentation shows a flat map; a list is what one would expect.
  await whmcs.set({ nested: true });
  await whmcs.cron();
  const listed = await waiting();
  await whmcs.set({ nested: false });
  await whmcs.cron();
  expect((await waiting()).map(({ externalId, action, error }) => [externalId, action, error])).toEqual(listed.map(({ externalId, action, error }) => [externalId, action, error]));
  const [suspension, creation] = [{ externalId: String(id), action: 'SuspendAccount', error: 'Hostwright could not be reached: nothing listens at this address and port, or a firewall refuses.', service: { domain: 'never-heard.com' } }, { externalId: String(refused), action: 'CreateAccount', error: expect.stringMatching(/^Domain does not end in a public suffix/), service: null }];
  const all = await waiting();
  expect(all).toHaveLength(2);
  expect(all).toEqual(expect.arrayContaining([expect.objectContaining({ ...suspension, service: expect.objectContaining(suspension.service) }), expect.objectContaining(creation)]));
  expect(await waiting({ id: all.find(({ service }) => service !== null)?.service?.id })).toMatchObject([suspension]);

  expect(await whmcs.commands([[id, 'SuspendAccount']])).toEqual(['success']);
  await whmcs.set({ tblhosting: ((await whmcs.state())['tblhosting'] ?? []).map((row) => (row['id'] === refused ? { domain: 'not-localhost.com' } : {})) });
  expect(await whmcs.commands([[refused, 'CreateAccount']])).toEqual(['success']);
  await whmcs.cron();
  expect(await waiting()).toEqual([]);
  const queue = Array.from({ length: 20 }, (_, at) => ({ serviceId: at, action: 'SuspendAccount', error: 'x', at: new Date().toISOString() }));
  const told = await calls();
  const overlapping = await Promise.all(Array.from({ length: 8 }, () => house.post('service.queued', { server: '1', queue }, bearer(house.key))));
  expect(overlapping.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  expect(await waiting()).toHaveLength(20);
  await house.pool.query("update module_queue set told_at = now() - interval '25 hours'");
  expect(await waiting(), 'a WHMCS that is silent for a day is not believed any more').toEqual([]);
  await whmcs.cron();
  expect(await calls(), 'nothing that is nothing still is no news').toBe(told);
});

it('what services use is written by the cron where WHMCS itself did not ask for a day', async () => {
  const { id } = await whmcs.order({ domain: 'counted-by-cron.com' });
  await house.pool.query("update placements set fact = '{}' where service_id = (select id from services where external_id = $1)", [String(id)]);
  await house.pool.query(`insert into usages (service_id, node_id, figures) select service_id, node_id, '{"diskMb": 120, "bandwidthMb": 30, "mailAccounts": 2, "databases": 1, "mailDiskMb": 0, "cronJobs": 0, "backups": 0, "dnsRecords": 0}' from placements where service_id = (select id from services where external_id = $1) and role = 'web'`, [String(id)]);
  const used = async () => (await both.hosting(id))?.['diskusage'];
  await whmcs.hook('AfterCronJob', {});
  expect(await used(), 'it was asked a moment ago').toBe(0);
  await whmcs.set({ settings: { HostwrightUsage1: String(Math.floor(Date.now() / 1000) - 27 * 3600) } });
  await whmcs.hook('AfterCronJob', {});
  expect(await used()).toBe(120);
});
