/** What WHMCS is told of a service, through the real engine, by an API that fails in every way. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { timePasses } from '#e2e/paper.ts';
import { apiRig, type ApiRig, instanceOf } from '#e2e/whmcs/api-rig.ts';
import { ask, rebuild } from '#server/tasks/command.ts';
import { defaultCallBacks } from '#server/core/call-back.ts';
import { Secret } from '#server/core/secret.ts';
import { viewFor } from '#server/core/audience.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { compareInstance } from './compare.ts';
import { acknowledgeChanges, pendingChanges } from './pull.ts';

let rig: ApiRig;
let suspended = '';
beforeAll(async () => {
  rig = await apiRig({ databaseUrl: inject('databaseUrl') });
  await watchLaws(rig);
  rig.worker();
});
beforeEach(() => rig.api.heal());
afterAll(() => rig[Symbol.asyncDispose]());

const active = (id: number) => rig.until(id, (now) => now.service.state === 'active');
const mailsOf = (domain: string) => rig.api.mails.filter(({ message }) => message.includes(domain));
interface Task {
  action: string;
  status: string;
  starts: number;
  because: string | null;
  error: { message: string; hint: string } | null;
}
const callTasks = async (id: number): Promise<Task[]> => (await rig.client.pool.query<Task>('select action, status, starts, because, error from tasks where service_id = $1 and operation_id is null order by id', [id])).rows;
const mailTask = async (id: number) => (await callTasks(id)).find(({ action }) => action === 'whmcs.sendMail');
/** Waits for the mail's task to come to rest in a state. */
async function mailIs(id: number, status: string): Promise<Task | undefined> {
  for (let view = await rig.view(id);;) {
    const task = await mailTask(id);
    if (task?.status === status) return task;
    const { seq } = view;
    view = await rig.until(id, (now) => now.seq > seq);
  }
}

describe('a service that is ready', () => {
  it('is told of once: fields, welcome mail, activity; none of it counts in its operation or is seen by its customer', async () => {
    const id = await rig.ordered('rosas-bakery.com');
    const view = await active(id);
    await rig.told(id);
    expect(mailsOf('rosas-bakery.com')).toMatchObject([{ template: 'Hosting Account Welcome Email', serviceId: view.service.externalId, clientId: '1' }]);
    expect(rig.api.products.get(view.service.externalId)).toMatchObject({ username: expect.stringMatching(/^\w+/), dedicatedip: '203.0.113.10', ns1: 'ns1.brightwood.test', ns2: 'ns2.brightwood.test' });
    expect(rig.api.activity.map(({ text }) => text)).toContainEqual(expect.stringContaining('Deployment #1 of rosas-bakery.com succeeded'));
    expect((await callTasks(id)).map(({ action, status }) => `${action} ${status}`)).toEqual(['whmcs.updateProduct succeeded', 'whmcs.sendMail succeeded', 'whmcs.logActivity succeeded']);
    const now = await rig.view(id);
    expect(now.operations).toEqual(view.operations);
    expect(JSON.stringify(viewFor('customer', now))).not.toContain('whmcs');
    await replayIsTheView(rig, id);
  });

  it('has our reference in the custom field that the settings name, where its product has one', async () => {
    await rig.settings.save('callBacks', { ...defaultCallBacks, referenceField: 'hosting reference' });
    const fields = [{ id: '31', name: 'Delivery note', value: 'by hand' }, { id: '32', name: 'Hosting Reference', value: '' }];
    const id = await rig.ordered('with-a-field.com', fields);
    const without = await rig.ordered('without-a-field.com');
    const { service } = await active(id);
    await active(without);
    await rig.told(id);
    await rig.told(without);
    expect(rig.api.products.get(service.externalId)).toMatchObject({ username: expect.stringMatching(/^\w+/), customfields: [fields[0], { ...fields[1], value: service.reference }] });
    // What else is shown of a service can be kept from it.
    await rig.settings.save('callBacks', { ...defaultCallBacks, product: false, referenceField: 'hosting reference' });
    const alone = await rig.ordered('only-the-field.com', fields);
    const { service: hidden } = await active(alone);
    await rig.told(alone);
    expect(rig.api.products.get(hidden.externalId)).toEqual({ id: hidden.externalId, clientid: '1', domain: 'only-the-field.com', status: 'Active', customfields: [fields[0], { ...fields[1], value: hidden.reference }] });
    expect((await callTasks(without)).find(({ action }) => action === 'whmcs.updateProduct')).toMatchObject({ status: 'succeeded' });
    await rig.settings.save('callBacks', defaultCallBacks);
  });

  it('of the dashboard itself has no WHMCS, and nothing is written down', async () => {
    const { id } = await rig.order({ domain: 'own-house.com' });
    await active(id);
    expect((await rig.client.pool.query('select 1 from call_backs where service_id = $1', [id])).rows).toEqual([]);
  });
});

describe('a welcome mail goes once', () => {
  it.each(['maintenance', 'down', 'html', 'empty'] as const)('when the first call meets %s', async (fault) => {
    const domain = `welcome-${fault}.com`;
    rig.api.fail(fault, 'SendEmail');
    const id = await rig.ordered(domain);
    await active(id);
    expect(await mailIs(id, 'postponed')).toMatchObject({ because: expect.stringMatching(/\w/) });
    expect(mailsOf(domain)).toEqual([]);
    await timePasses(rig);
    await mailIs(id, 'succeeded');
    expect(mailsOf(domain)).toHaveLength(1);
  });

  it('when the answer is lost after it went', async () => {
    rig.api.fail('lost', 'SendEmail');
    const id = await rig.ordered('lost-answer.com');
    await active(id);
    await mailIs(id, 'postponed');
    await timePasses(rig);
    expect(await mailIs(id, 'succeeded')).toMatchObject({ starts: 2 });
    expect(mailsOf('lost-answer.com')).toHaveLength(1);
  });

  it.each(['twice', 'twice-lost'] as const)('but when its call is delivered two times (%s): then WHMCS sends two, no third follows, and its operation knows nothing of it', async (fault) => {
    const domain = `welcome-${fault}.com`;
    rig.api.fail(fault, 'SendEmail');
    const id = await rig.ordered(domain);
    const { operations } = await active(id);
    for (let run = 0; run < 2; run++) {
      await rig.told(id);
      await timePasses(rig);
    }
    expect(await mailIs(id, 'succeeded')).toMatchObject({ starts: fault === 'twice' ? 1 : 2 });
    await rig.told(id);
    expect(mailsOf(domain)).toHaveLength(2);
    expect((await rig.client.pool.query("select done_by from call_backs where service_id = $1 and event = 'welcome'", [id])).rows).toEqual([{ done_by: 'api' }]);
    expect((await rig.view(id)).operations).toEqual(operations);
  });

  it('when the answer is lost and WHMCS may not be asked what it sent: a person is, and nothing is sent by itself', async () => {
    rig.api.fail('forbidden', 'GetEmails', 9);
    rig.api.fail('lost', 'SendEmail');
    const id = await rig.ordered('not-asked.com');
    await active(id);
    await mailIs(id, 'postponed');
    await timePasses(rig);
    expect((await mailIs(id, 'failed'))?.error?.hint).toContain('GetEmails');
    expect(mailsOf('not-asked.com')).toHaveLength(1);
  });

  it('when the list of what was sent is not understood: once, and after a lost answer a person looks', async () => {
    rig.api.fail('odd', 'GetEmails', 9);
    const id = await rig.ordered('odd-list.com');
    await active(id);
    await mailIs(id, 'succeeded');
    rig.api.fail('lost', 'SendEmail');
    const other = await rig.ordered('odd-and-lost.com');
    await active(other);
    await mailIs(other, 'postponed');
    await timePasses(rig);
    await mailIs(other, 'failed');
    expect([...mailsOf('odd-list.com'), ...mailsOf('odd-and-lost.com')]).toHaveLength(2);
  });

  it('when its worker dies with it under way', async () => {
    const { happened } = rig.api.fail('hangs', 'SendEmail');
    const id = await rig.ordered('killed-worker.com');
    await happened;
    await rig.loseWorker(id);
    await mailIs(id, 'succeeded');
    expect(mailsOf('killed-worker.com')).toHaveLength(1);
  });

  it('in one life of the service: a redeployment has a mail of its own, and so has each of its events that has a template', async () => {
    const own = (mails: Partial<typeof defaultCallBacks.mails>) => rig.settings.save('callBacks', { ...defaultCallBacks, mails: { ...defaultCallBacks.mails, ...mails } });
    await own({ suspended: 'Suspended Notice', passwordChanged: 'New Password' });
    const id = await rig.ordered('built-anew.com');
    await active(id);
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Test' });
    await rig.until(id, (now) => now.operations.some(({ kind, status }) => kind === 'redeploy' && status === 'succeeded'));
    await ask(rig.engine, id, { command: 'changePassword', password: new Secret('another-horse-7') }, 'Test');
    await rig.until(id, (now) => now.operations.some(({ kind, status }) => kind === 'changePassword' && status === 'succeeded'));
    await ask(rig.engine, id, { command: 'suspend' }, 'Test');
    await rig.until(id, (now) => now.service.state === 'suspended');
    await timePasses(rig);
    await rig.told(id);
    suspended = (await rig.view(id)).service.externalId;
    expect(mailsOf('built-anew.com').map(({ template }) => template).toSorted()).toEqual(['Hosting Account Welcome Email', 'New Password', 'Suspended Notice']);
    await own({});
  });
});

describe('a WHMCS that is down for days', () => {
  it('changes no operation, and gives up only after the days that are set; then the module may fetch it', async () => {
    rig.api.fail('maintenance', null, 1000);
    const id = await rig.ordered('days-down.com');
    const view = await active(id);
    await rig.told(id);
    expect((await instanceOf(rig))?.apiError).toContain('maintenance page');
    // It still answers nobody after four days, and then after eight.
    const age = (days: number) => rig.client.pool.query("update tasks set give_up_at = give_up_at - make_interval(days => $2) where service_id = $1 and operation_id is null", [id, days]);
    await age(4);
    await timePasses(rig);
    await rig.told(id);
    expect((await mailTask(id))?.status).toBe('postponed');
    expect((await pendingChanges(rig.client.db, rig.instanceId, 'https://panel.brightwood.test')).changes.filter(({ serviceId }) => serviceId === view.service.externalId)).toEqual([]);
    await age(4);
    await timePasses(rig);
    expect((await mailIs(id, 'failed'))?.error?.message).toContain('Gave up after 7 days');
    await rig.told(id);
    const now = await rig.view(id);
    expect(now.operations).toEqual(view.operations);
    expect(now.service.state).toBe('active');
    const { changes } = await pendingChanges(rig.client.db, rig.instanceId, 'https://panel.brightwood.test');
    const own = changes.filter(({ serviceId }) => serviceId === view.service.externalId);
    expect(own.map(({ kind }) => kind)).toEqual(['mail', 'activity']);
    expect(await acknowledgeChanges(rig.client.db, rig.instanceId, own.map(({ id: one }) => one))).toBe(2);
    expect(await acknowledgeChanges(rig.client.db, rig.instanceId, own.map(({ id: one }) => one))).toBe(0);
    // A person's late retry sends no second one.
    rig.api.heal();
    const { rows } = await rig.client.pool.query<{ id: number }>("select id from tasks where service_id = $1 and action = 'whmcs.sendMail'", [id]);
    await retryFailed(rig.engine, id, 'Test', rows[0]?.id);
    await mailIs(id, 'succeeded');
    expect(mailsOf('days-down.com')).toEqual([]);
  });
});

it('the nightly comparison lists what stands on one side only, and changes nothing', async () => {
  const id = await rig.ordered('stray.com');
  await active(id);
  await rig.told(id);
  const { externalId } = (await rig.view(id)).service;
  await rig.client.pool.query("update services set created_at = now() - interval '2 hours'");
  rig.api.products.set(externalId, { ...rig.api.products.get(externalId) ?? { id: externalId, clientid: '1', domain: 'stray.com' }, status: 'Terminated' });
  const shown = rig.api.products.size;
  for (let at = 0; at < 300; at++) rig.api.products.set(`9${at}`, { id: `9${at}`, clientid: '1', domain: `other${at}.com`, status: 'Active' });
  rig.api.products.set('777', { id: '777', clientid: '1', domain: 'never-ordered.com', status: 'Active', serverhostname: 'panel.brightwood.test' });
  const row = await instanceOf(rig);
  if (row === undefined) throw new Error('No instance');
  expect(await compareInstance({ ...rig.engine }, row, 'https://panel.brightwood.test')).toMatchObject({ is: 'ok' });
  const { rows } = await rig.client.pool.query('select external_id, found from strays order by found, external_id');
  // One of before is suspended here, and nobody told WHMCS's cron.
  expect(rows.filter((one) => one.external_id !== suspended)).toEqual([{ external_id: externalId, found: 'differs' }, { external_id: '777', found: 'missing-here' }]);
  expect(rig.api.products.size).toBe(shown + 301);
  expect(rig.api.calls.filter(({ action, fields }) => action === 'GetClientsProducts' && fields['limitstart'] !== undefined)).toHaveLength(2);
});

it('no log and no row holds a secret of the API, and the laws held all the while', async () => {
  const { rows } = await rig.client.pool.query<{ all: string }>("select coalesce(string_agg(text, ' '), '') || (select coalesce(string_agg(coalesce(because, '') || coalesce(error::text, ''), ' '), '') from tasks) || (select string_agg(t::text, ' ') from call_backs t) || (select string_agg(i::text, ' ') from instances i) as all from log_lines");
  expect(rows[0]?.all).toContain('SendEmail');
  expect(rows[0]?.all).not.toMatch(/canary|correct-horse/);
  await lawsHold(rig);
  expect(rig.api.calls.every(({ action }) => !action.startsWith('Module'))).toBe(true);
});
