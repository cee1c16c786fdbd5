/** Law 1: the row is the truth, a wake-up is only a word to look. */
import { describe, expect, inject, it } from 'vitest';
import { paperRig } from '#e2e/paper.ts';
import { sendWakes, WAKE } from './wake.ts';

const databaseUrl = inject('databaseUrl');
const never = 3_600_000;

describe('a wake-up', () => {
  it('that is lost is made up for by the sweep, each time', async () => {
    await using rig = await paperRig({ databaseUrl });
    await rig.client.pool.query(`
      create sequence dropped; create function lose() returns trigger as $$ begin if nextval('dropped') % 2 = 0 then return null; end if; return new; end $$ language plpgsql;
      create trigger lose before insert on pgboss.job for each row execute function lose()`);
    rig.worker({ sweepMs: 60 });
    const { id } = await rig.order();
    await rig.until(id, (now) => now.service.state === 'active');
    const { rows } = await rig.client.pool.query<{ last_value: number }>('select last_value from dropped');
    expect(rows[0]?.last_value).toBeGreaterThan(10);
  });

  it('that died with the worker that fetched it is made up for by the next worker\'s start', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    expect((await rig.engine.boss.fetch(WAKE, { batchSize: 100 })).length).toBeGreaterThan(0);
    rig.worker({ sweepMs: never });
    await rig.until(id, (now) => now.service.state === 'active');
  });

  it('that comes many times over does nothing twice', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    for (let count = 0; count < 40; count++) await sendWakes(rig.client.db, rig.engine.boss, [...rig.nodeIds, null].map((node) => ({ node, after: 0 })));
    rig.worker();
    rig.worker();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(view.tasks.map((task) => task.tries.length)).toEqual(view.tasks.map(() => 1));
    expect(rig.errors).toEqual([]);
  });

  it('is one job for all nodes and reasons of one time', async () => {
    await using rig = await paperRig({ databaseUrl });
    await rig.engine.boss.deleteAllJobs(WAKE);
    const [node = 0] = rig.nodeIds;
    await sendWakes(rig.client.db, rig.engine.boss, [{ node, after: 0 }, { node, after: 0 }, { node: null, after: 0 }, { node: null, after: 0 }, { node, after: 3 }]);
    const { rows } = await rig.client.pool.query("select data, start_after > now() as later from pgboss.job where name = 'wake' order by start_after");
    expect(rows).toEqual([{ data: { nodes: [node, null] }, later: false }, { data: { nodes: [node] }, later: true }]);
  });

  it('comes later for a step that is tried again, without any sweep', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.paper.when({ method: 'users.add' }, async () => ({ ok: false, refusal: 'broken', message: 'It broke', hint: '', code: 1 }));
    rig.worker({ sweepMs: never, pollMs: 50 });
    const { id } = await rig.order();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(view.tasks.filter((task) => task.attempts === 2)).toHaveLength(1);
  });

  it('lets a node work that was switched on, or whose limit rose', async () => {
    await using rig = await paperRig({ databaseUrl });
    await rig.client.pool.query("update nodes set state = case when id = $1 then 'off' else 'active' end, slots = case when id = $2 then 0 else slots end", [rig.nodeIds[0], rig.nodeIds[1]]).catch(() => undefined);
    const { id } = await rig.order().catch(() => ({ id: 0 }));
    expect(id).toBe(0);
    await rig.client.pool.query("update nodes set state = 'active'");
    const accepted = await rig.order();
    await rig.client.pool.query('update nodes set state = \'maintenance\' where id = $1', [rig.nodeIds[0]]);
    rig.worker({ sweepMs: never });
    const half = await rig.until(accepted.id, (now) => now.tasks.filter((task) => task.node?.id === rig.nodeIds[2]).every((task) => task.status === 'succeeded' || task.status === 'waiting'));
    expect(half.tasks.filter((task) => task.tries.length > 0 && (task.node?.id === rig.nodeIds[0] || task.node?.id === rig.nodeIds[1]))).toEqual([]);
    await rig.client.pool.query("update nodes set state = 'active', slots = 4");
    await sendWakes(rig.client.db, rig.engine.boss, rig.nodeIds.map((node) => ({ node, after: 0 })));
    await rig.until(accepted.id, (now) => now.service.state === 'active');
  });
});
