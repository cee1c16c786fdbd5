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
    expect(await prune(db, { logDays: 90, historyDays: 400 })).toBe(gone);
    expect(await lines(old.id)).toBe(0);
    expect(await lines(fresh.id)).toBe(kept);
    expect((await rig.view(old.id)).tasks).toHaveLength(19);
  });
});
