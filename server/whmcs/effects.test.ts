/** What a command of WHMCS that was accepted has done here, and one that was refused has not: by the real module, looked up in the database. */
import { afterAll, expect, inject, it } from 'vitest';
import type { Command } from '#e2e/whmcs/php.ts';
import { passwordRow } from '#server/tasks/wish.ts';
import { openBoth } from './module.test-data.ts';

const both = await openBoth(inject('databaseUrl'));
const { house, whmcs, service, becomes } = both;
afterAll(() => both[Symbol.asyncDispose]());

interface Work {
  operations: readonly string[];
  /** Of the newest operation, by their numbers. */
  tasks: Readonly<Record<number, string>>;
}
/** What is to be done, or was done, for a service. */
async function work(externalId: number): Promise<Work> {
  const id = (await service(externalId))?.id;
  const operations = await house.pool.query<{ id: number; said: string }>(`select id, kind || ' ' || status as said from operations where service_id = $1 order by id`, [id]);
  const tasks = await house.pool.query<{ id: number; status: string }>('select id, status from tasks where operation_id = $1 order by id', [operations.rows.at(-1)?.id]);
  return { operations: operations.rows.map(({ said }) => said), tasks: Object.fromEntries(tasks.rows.map(({ id: task, status }) => [task, status])) };
}
const command = async (...one: Command): Promise<string> => (await whmcs.commands([one]))[0] ?? '';
const passwordOf = async (externalId: number): Promise<string> => {
  const { reference = '', password = '' } = (await service(externalId)) ?? {};
  return house.running.api.sealer.open(password, passwordRow(reference)).reveal();
};

/** Ordered, and built by nobody yet. */
const ordered = async (domain: string, more: object = {}): Promise<number> => (await whmcs.order({ domain, ...more })).id;
/** With accounts that have what they should have. */
async function built(domain: string, state = 'active'): Promise<number> {
  const id = await ordered(domain);
  await becomes(state, [id]);
  await house.pool.query(`update placements set fact = jsonb_build_object('suspended', $2::boolean, 'package', package, 'password', 1) where service_id = $1`, [(await service(id))?.id, state === 'suspended']);
  return id;
}

it('Create on a service that has failed: what failed is queued once more, what waits for it still does, and nothing is begun twice', async () => {
  const id = await ordered('has-failed.com');
  const { id: here } = (await service(id)) ?? {};
  const first = await work(id);
  expect(new Set(Object.values(first.tasks))).toEqual(new Set(['queued', 'waiting']));
  await house.pool.query("update tasks set status = 'failed', attempts = max_attempts, starts = 1 where service_id = $1 and status = 'queued'", [here]);
  await house.pool.query("update operations set status = 'failed', finished_at = now() where service_id = $1", [here]);
  await house.pool.query("update services set state = 'failed' where id = $1", [here]);
  const spent = await house.pool.query<{ id: number; attempts: number }>("select id, attempts from tasks where service_id = $1 and status = 'failed'", [here]);
  expect(await command(id, 'CreateAccount')).toBe('success');
  expect(await work(id)).toEqual({ operations: ['deploy running'], tasks: first.tasks });
  expect(await service(id)).toMatchObject({ state: 'deploying', wanted: 'active', generation: 1 });
  // With attempts to spend: one that had none left would fail at its first.
  const { rows: [left] } = await house.pool.query('select count(*)::int as n from tasks where id = any($1) and max_attempts > attempts', [spent.rows.map((row) => row.id)]);
  expect(left).toEqual({ n: spent.rows.length });
  const resumed = await work(id);
  expect(await command(id, 'CreateAccount')).toBe('success');
  expect(await work(id)).toEqual(resumed);
});

it('Create on a suspended service: it stays suspended, and nothing is begun', async () => {
  const id = await built('stays-suspended.com', 'suspended');
  const before = [await service(id), await work(id)];
  expect(await command(id, 'CreateAccount')).toBe('success');
  expect([await service(id), await work(id)]).toEqual(before);
  expect(before[0]).toMatchObject({ state: 'suspended', wanted: 'suspended' });
});

it('Change Package to less than is used: refused in a sentence, and everything stays as it is; to more, it begins', async () => {
  const id = await built('grows-and-shrinks.com');
  await house.pool.query(`insert into usages (service_id, node_id, figures) select service_id, node_id, '{"diskMb": 120, "bandwidthMb": 30, "mailAccounts": 0, "databases": 1, "mailDiskMb": 0, "cronJobs": 0, "backups": 0, "dnsRecords": 0}' from placements where service_id = $1 and role = 'web'`, [(await service(id))?.id]);
  const before = [await service(id), await work(id)];
  expect(await command(id, 'ChangePackage', { configoptions: { web_disk_quota: '50' } })).toMatch(/^More is in use than the new limits allow: Website disk space 120 MB in use, 50 MB allowed\. Free it first, or choose a larger product \[[0-9A-F]{8}\]$/);
  expect(await command(id, 'ChangePackage', { configoption1: 'no-such-plan' })).toMatch(/^Product .*no-such-plan.* \[[0-9A-F]{8}\]$/);
  expect([await service(id), await work(id)]).toEqual(before);
  expect(await command(id, 'ChangePackage', { configoption1: 'split-big', configoptions: { web_disk_quota: '20480' } })).toBe('success');
  expect((await work(id)).operations).toEqual(['deploy succeeded', 'changePackage running']);
  expect(await service(id)).toMatchObject({ state: 'active', desired: { limits: { web_disk_quota: 20_480 } } });
});

it('Change Password and Change Package before anything is built: what is built has the new ones, by the steps that were planned', async () => {
  const id = await ordered('not-built-yet.com', { password: 'correct-horse-9' });
  const first = await work(id);
  expect(await passwordOf(id)).toBe('correct-horse-9');
  expect(await command(id, 'ChangePassword', { password: 'p&<"9ä &lt; another' })).toBe('success');
  expect(await passwordOf(id)).toBe('p&<"9ä &lt; another');
  expect(await command(id, 'ChangePackage', { configoptions: { web_databases: '7' } })).toBe('success');
  expect(await service(id)).toMatchObject({ state: 'deploying', generation: 1, password_version: 2, desired: { limits: { web_databases: 7 } } });
  expect(await work(id)).toEqual(first);
});

it('what is asked of a service that stands begins at once', async () => {
  const asked: readonly (readonly [name: string, state: string, begun: string, given?: Record<string, unknown>])[] = [
    ['SuspendAccount', 'active', 'suspend'], ['UnsuspendAccount', 'suspended', 'unsuspend'], ['TerminateAccount', 'active', 'terminate'], ['TerminateAccount', 'suspended', 'terminate'],
    ['ChangePassword', 'active', 'changePassword', { password: 'another-horse-7' }], ['ChangePackage', 'active', 'changePackage', { configoptions: { web_databases: '7' } }],
  ];
  for (const [at, [name, state, begun, given]] of asked.entries()) {
    const id = await built(`stands-${at}.com`, state);
    const answers = await whmcs.commands([[id, name, given], [id, name, given]]);
    const { operations, tasks } = await work(id);
    expect([answers, operations, Object.keys(tasks).length > 0], `${name} on ${state}`).toEqual([['success', 'success'], ['deploy succeeded', `${begun} running`], true]);
  }
});

it('a new password of a suspended service is kept until it is switched on again', async () => {
  const id = await built('sleeps.com', 'suspended');
  const before = await work(id);
  expect(await command(id, 'ChangePassword', { password: 'another-horse-7' })).toBe('success');
  expect(await work(id)).toEqual(before);
  expect([await passwordOf(id), (await service(id))?.password_version]).toEqual(['another-horse-7', 2]);
});
