import { describe, expect, inject, it } from 'vitest';
import { makeRig } from '#e2e/rig.ts';
import { currentOperation } from '#server/core/progress.ts';

describe('a Split order', () => {
  it('becomes a live service on four nodes, each step once and in order', async () => {
    await using rig = await makeRig({ databaseUrl: inject('databaseUrl') });
    // A busy machine may take longer than the short lease of the tests that are about leases.
    rig.worker();
    const { id, logins } = await rig.order({ domain: 'rosas-bakery.com' });
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(logins).toEqual({ web: 'rosas-bakery-com-web', mail: 'rosas-bakery-com-mail', dns: 'rosas-bakery-com-dns' });
    expect(view.tasks).toHaveLength(19);
    expect(view.tasks.every((task) => task.status === 'succeeded' && task.tries.length === 1)).toBe(true);
    expect(currentOperation(view)).toMatchObject({ kind: 'deploy', number: 1, status: 'succeeded', progress: 1000 });
    expect(view.service.home).toMatchObject({ nameservers: ['ns1.brightwood.test', 'ns2.brightwood.test'] });
    expect(view.service.certificates).toMatchObject([{ role: 'web', state: 'pending' }, { role: 'mail', state: 'pending' }]);
    const finished = new Map(view.tasks.map((task) => [task.id, task.finishedAt ?? '']));
    for (const task of view.tasks) for (const before of task.after) expect((finished.get(before) ?? '') <= (task.startedAt ?? '')).toBe(true);
  });

  it('is written with its first event, and events are numbered without a gap to the end', async () => {
    await using rig = await makeRig({ databaseUrl: inject('databaseUrl') });
    const { id } = await rig.order();
    expect((await rig.view(id)).seq).toBe(1);
    rig.worker();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    const { rows } = await rig.client.pool.query('select seq from events where service_id = $1 order by seq', [id]);
    expect(rows.map((row: { seq: number }) => row.seq)).toEqual(Array.from({ length: view.seq }, (_, at) => at + 1));
  });
});
