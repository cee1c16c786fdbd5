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
});
