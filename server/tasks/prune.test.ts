import { sql } from 'drizzle-orm';
import { describe, expect, inject, it } from 'vitest';
import { makeRig } from '#e2e/rig.ts';
import { prune } from './prune.ts';

describe('retention', () => {
  it('removes the logs of tasks that ended long ago, and nothing else', async () => {
    await using rig = await makeRig({ databaseUrl: inject('databaseUrl') });
    rig.worker();
    const old = await rig.order();
    const fresh = await rig.order();
    await rig.until(old.id, (now) => now.service.state === 'active');
    await rig.until(fresh.id, (now) => now.service.state === 'active');
    const { db } = rig.client;
    await db.execute(sql`update tasks set finished_at = now() - interval '91 days' where service_id = ${old.id}`);
    const lines = async (id: number) => Number((await db.execute<{ n: number }>(sql`select count(*) as n from log_lines l join tasks t on t.id = l.task_id where t.service_id = ${id}`)).rows[0]?.n);
    const kept = await lines(fresh.id);
    const gone = await lines(old.id);
    expect(gone).toBeGreaterThan(0);
    expect(await prune(db, { logs: 90, tasks: 400, events: 400, figures: 400, deliveries: 30, audit: 730 })).toMatchObject({ logs: gone, tasks: 0, events: 0 });
    expect(await lines(old.id)).toBe(0);
    expect(await lines(fresh.id)).toBe(kept);
    expect((await rig.view(old.id)).tasks).toHaveLength(19);
  });

  it('removes operations and events that are old, and never the last word on anything', async () => {
    await using rig = await makeRig({ databaseUrl: inject('databaseUrl') });
    rig.worker();
    const { id } = await rig.order();
    const live = await rig.until(id, (now) => now.service.state === 'active');
    const { db, pool } = rig.client;
    const old = (table: string, column: string) => pool.query(`update ${table} set ${column} = ${column} - interval '2 years'`);
    await pool.query(`insert into operations (service_id, generation, kind, number, status, opened_by, finished_at, total_weight) select $1, 1, 'change', n, 'succeeded', 'test', now(), 1 from generate_series(1, 3) n`, [id]);
    await old('operations', 'finished_at');
    await old('events', 'at');
    const { rows: [before] } = await pool.query<{ n: number }>('select count(*)::int as n from events');
    expect(await prune(db, { logs: 90, tasks: 400, events: 30, figures: 400, deliveries: 30, audit: 730 })).toMatchObject({ tasks: 2, events: (before?.n ?? 0) - 1 });
    const { rows: kept } = await pool.query('select kind, number from operations order by id');
    expect(kept).toEqual([{ kind: 'deploy', number: 1 }, { kind: 'change', number: 3 }]);
    expect((await rig.view(id)).tasks).toEqual(live.tasks);
    expect((await pool.query<{ seq: number }>('select seq from events')).rows).toEqual([{ seq: live.seq }]);
  });

  it('keeps what a task has still to tell WHMCS, however old it is, and each welcome', async () => {
    await using rig = await makeRig({ databaseUrl: inject('databaseUrl') });
    const { id } = await rig.order();
    const { db, pool } = rig.client;
    const old = "now() - interval '2 years'";
    const add = (event: string, task: string) => pool.query(`insert into call_backs (instance_id, service_id, generation, kind, event, payload, task_id, created_at) values ((select min(id) from instances), $1, 1, 'activity', $2, '{}', ${task}, ${old})`, [id, event]);
    const make = async (status: string, finishedAt: string) => (await pool.query<{ id: number }>(`insert into tasks (service_id, operation_id, generation, priority, action, target, serial_key, status, finished_at, blockers, weight, max_attempts) values ($1, null, 1, 9, 'whmcs.logActivity', '', 'whmcs', $2, ${finishedAt}, 0, 1, 9) returning id`, [id, status])).rows[0]?.id ?? 0;
    await add('under way', String(await make('retrying', 'null')));
    await add('over', String(await make('failed', old)));
    await add('never fetched', 'null');
    await add('welcome', 'null');
    expect(await prune(db, { logs: 90, tasks: 400, events: 400, figures: 400, deliveries: 1, audit: 730 })).toMatchObject({ deliveries: 3 });
    expect((await pool.query('select event from call_backs order by event')).rows).toEqual([{ event: 'under way' }, { event: 'welcome' }]);
    expect((await pool.query('select status from tasks where operation_id is null')).rows).toEqual([{ status: 'retrying' }]);
  });
});
