/** Law 4: the same call again gives the same answer, and ten clicks are one. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import type { Rig } from '#e2e/rig.ts';
import { Refused } from '#server/refused.ts';
import { writeOperation } from './plan.ts';
import { rebuild } from './command.ts';
import { cancelTask, retryFailed } from './retry.ts';
import { emit } from './emit.ts';

const databaseUrl = inject('databaseUrl');
const count = async (rig: Rig, table: string): Promise<number> => (await rig.client.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1;

describe('an order', () => {
  it('sent twenty times at once is one service, with one answer', async () => {
    await using rig = await paperRig({ databaseUrl });
    const answers = await Promise.all(Array.from({ length: 20 }, () => rig.order({ domain: 'rosas-bakery.com', externalId: '42' })));
    expect(answers.filter((answer) => answer.fresh)).toHaveLength(1);
    expect(new Set(answers.map(({ fresh: _, ...answer }) => JSON.stringify(answer))).size).toBe(1);
    expect([await count(rig, 'services'), await count(rig, 'operations'), await count(rig, 'tasks'), await count(rig, 'events'), await count(rig, 'logins')]).toEqual([1, 1, 19, 1, 3]);
    expect((await rig.client.pool.query('select distinct placed from node_loads')).rows).toEqual([{ placed: 1 }]);
    await replayIsTheView(rig, answers[0]?.id ?? 0);
  });

  it('under a known number with another domain or product is refused, naming both', async () => {
    await using rig = await paperRig({ databaseUrl });
    await rig.order({ domain: 'first.com', externalId: '42' });
    await expect(rig.order({ domain: 'second.com', externalId: '42' })).rejects.toThrow('Service 42 exists with domain first.com and was ordered again with second.com');
    await expect(rig.order({ domain: 'first.com', externalId: '42', product: 'other' })).rejects.toThrow('Service 42 exists with product split and was ordered again with other');
    expect(await count(rig, 'services')).toBe(1);
  });

  it('for a domain that lives already is refused, even when many come at once; when that is gone the name is free', async () => {
    await using rig = await paperRig({ databaseUrl });
    const answers = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => rig.order({ domain: 'wanted.com', externalId: `w${at}` })));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    const reasons = answers.filter((answer) => answer.status === 'rejected').map((answer) => String(answer.reason));
    expect(reasons.filter((reason) => !/Domain wanted\.com already belongs to service #\d+$/.test(reason))).toEqual([]);
    expect([await count(rig, 'services'), await count(rig, 'tasks')]).toEqual([1, 19]);
    await rig.client.pool.query('update services set live = false');
    await expect(rig.order({ domain: 'wanted.com', externalId: 'late' })).resolves.toMatchObject({ fresh: true, logins: { web: expect.stringMatching(/^wanted-com-[a-z0-9]{4}-web$/) } });
  });

  it('for domains whose logins would be the same gets logins of its own', async () => {
    await using rig = await paperRig({ databaseUrl });
    const names = ['a-b.com', 'a.b.com', 'a-b-com.com', 'a-very-long-name-of-a-company.com', 'a-very-long-name-of-a-companion.com', '1and1.com'];
    const answers = await Promise.all(names.map((domain) => rig.order({ domain })));
    const logins = answers.flatMap((answer) => Object.values(answer.logins));
    expect(new Set(logins).size).toBe(names.length * 3);
  });

  it('that can\'t be placed writes nothing', async () => {
    await using rig = await paperRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
    await rig.client.pool.query("update nodes set state = 'off' where roles = '{mail}'");
    await expect(rig.order()).rejects.toThrow('No node of the group has the role mail');
    await rig.client.pool.query("update nodes set state = 'active', roles = '{web,mail,dns}'; delete from nodes where id <> (select min(id) from nodes)");
    await expect(rig.order()).rejects.toThrow('needs a node of its own for each of its roles');
    await expect(rig.order({ product: 'gold' })).rejects.toThrow('Product "gold" is not known here');
    await expect(rig.order({ options: { web_disk_quota: 'plenty' } })).rejects.toThrow('Website disk space is not a number');
    expect([await count(rig, 'services'), await count(rig, 'tasks'), await count(rig, 'logins'), await count(rig, 'placements')]).toEqual([0, 0, 0, 0]);
  });
});

describe('operations of one service', () => {
  it('are one at a time: the database itself takes no second open one', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    const again = (kind: string) => rig.client.pool.query("insert into operations (service_id, generation, kind, number, opened_by, total_weight) values ($1, 1, $2, 2, 'Test', 1)", [id, kind]);
    await expect(again('deploy')).rejects.toThrow('operations_one_open');
    await expect(again('redeploy')).rejects.toThrow('operations_one_open');
    await expect(again('change')).resolves.toBeDefined();
  });

  it('let a change wait until the open one has ended, and wake it then wherever it waits', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const held = rig.paper.hold({ method: 'mailDomains.add' });
    rig.worker({ sweepMs: 3_600_000 });
    const { id } = await rig.order();
    await held.reached;
    const change = await rig.client.db.transaction(async (tx) => {
      const [nodeId = 0] = rig.nodeIds;
      const { operation, tasks } = await writeOperation(tx, rig.engine.boss, {
        serviceId: id, generation: 1, kind: 'change', openedBy: 'Rosa', policies: { retry: {}, quorum: 1 },
        plan: [{ key: 'one', action: 'web.applySettings', nodeId, target: 'x', after: [], serialKey: `${nodeId}:change` }],
      });
      await emit(tx, id, { operations: [operation], tasks }, { urgent: true });
      return operation.id;
    });
    const other = await rig.order();
    const changed = (view: Awaited<ReturnType<Rig['view']>>) => view.tasks.find((task) => task.operationId === change)?.status;
    const busy = await rig.until(id, (now) => now.tasks.filter((task) => task.node?.id === rig.nodeIds[0] && task.operationId !== change).every((task) => task.status === 'succeeded'));
    await rig.until(other.id, (now) => now.tasks.some((task) => task.action === 'web.applySettings' && task.status === 'succeeded'));
    expect([changed(busy), changed(await rig.view(id))]).toEqual(['queued', 'queued']);
    held.release();
    const view = await rig.until(id, (now) => changed(now) === 'succeeded');
    expect(view.service.state).toBe('active');
    await lawsHold(rig);
  });
});

describe('trying again', () => {
  const broken = async () => ({ ok: false as const, refusal: 'invalid' as const, message: 'It is not accepted', hint: 'Look', code: 2 });
  async function failedService(rig: Awaited<ReturnType<typeof paperRig>>): Promise<number> {
    rig.paper.when({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 }, broken);
    const { id } = await rig.order();
    await rig.until(id, (now) => now.service.state === 'failed');
    return id;
  }

  it('ten times at once is once: fresh attempts, the history kept, no finished step repeated', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await failedService(rig);
    const before = await rig.view(id);
    expect(before.tasks.filter((task) => task.status === 'failed').map((task) => [task.attempts, task.maxAttempts])).toEqual([[1, 3]]);
    await rig.client.pool.query("update nodes set state = 'maintenance'");
    const moved = await Promise.all(Array.from({ length: 10 }, () => retryFailed(rig.engine, id, 'Test')));
    expect(moved.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect((await rig.view(id)).tasks.find((task) => task.action === 'web.addUser')).toMatchObject({ status: 'queued', attempts: 1, maxAttempts: 4, error: null });
    await rig.client.pool.query("update nodes set state = 'active'");
    await timePasses(rig);
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(view.tasks.filter((task) => task.tries.length !== 1).map((task) => task.tries.map((one) => one.outcome))).toEqual([['failed', 'succeeded']]);
    await replayIsTheView(rig, id);
  });

  it('holds for the newest operation only', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await failedService(rig);
    const old = (await rig.view(id)).tasks.find((task) => task.status === 'failed')?.id ?? 0;
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' });
    await expect(retryFailed(rig.engine, id, 'Test', old)).rejects.toThrow(Refused);
    await rig.until(id, (now) => now.service.state === 'active');
    expect(await retryFailed(rig.engine, id, 'Test')).toBe(0);
    expect((await rig.view(id)).tasks.find((task) => task.id === old)?.status).toBe('failed');
  });

  it('wakes what was cancelled while its predecessor ended meanwhile, instead of letting it wait for ever', async () => {
    await using rig = await paperRig({ databaseUrl });
    const held = rig.paper.hold({ method: 'packages.add', nodeId: rig.nodeIds[1] ?? 0 });
    rig.worker();
    const { id } = await rig.order();
    await held.reached;
    const next = (await rig.view(id)).tasks.find((task) => task.action === 'mail.addUser')?.id ?? 0;
    await cancelTask(rig.engine, id, next);
    held.release();
    await rig.until(id, (now) => now.tasks.some((task) => task.action === 'mail.addPackage' && task.status === 'succeeded'));
    expect(await retryFailed(rig.engine, id, 'Test', next)).toBe(1);
    await rig.until(id, (now) => now.service.state === 'active');
  });

  it('of a service that is not there is refused', async () => {
    await using rig = await paperRig({ databaseUrl });
    await expect(retryFailed(rig.engine, 4711, 'Test')).rejects.toThrow(Refused);
  });
});
