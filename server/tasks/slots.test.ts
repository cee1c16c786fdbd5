/** Law 7: order where it is needed, nowhere else. */
import { describe, expect, inject, it } from 'vitest';
import { watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig } from '#e2e/paper.ts';
import type { Rig } from '#e2e/rig.ts';
import { claim, type Claimed, look } from './claim.ts';
import { sweep } from './reap.ts';
import type { Place } from './wake.ts';

const databaseUrl = inject('databaseUrl');
async function claimOn(rig: Rig, node: Place, worker = 'w'): Promise<Claimed> {
  const { best } = await look(rig.client.db, node);
  return best === null ? 'none' : claim(rig.client.db, rig.engine.boss, node, best, { worker, leaseSeconds: 60 });
}
const isTask = (answer: Claimed) => typeof answer !== 'string';

describe('a node\'s slots', () => {
  it('are never taken twice: many claims for the last one are one', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 1 });
    await watchLaws(rig);
    const [web = 0] = rig.nodeIds;
    await rig.order();
    await rig.client.pool.query('update tasks set serial_key = id::text where node_id = $1', [web]);
    for (let count = 0; count < times(5, 500); count++) {
      await rig.client.pool.query("update tasks set status = 'queued', blockers = 0 where node_id = $1", [web]);
      await rig.client.pool.query("delete from task_edges; delete from broken; update nodes set in_flight = 0");
      const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => claimOn(rig, web, `w${at}`)));
      expect(answers.filter(isTask)).toHaveLength(1);
      expect((await rig.client.pool.query('select in_flight from nodes where id = $1', [web])).rows).toEqual([{ in_flight: 1 }]);
      expect((await rig.client.pool.query("select what from broken where what like 'law 7%'")).rows).toEqual([]);
    }
  });

  it('are counted anew by the sweep when something went wrong with them', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 2 });
    await rig.client.pool.query('update nodes set in_flight = 2');
    const { id } = await rig.order();
    const [web = 0] = rig.nodeIds;
    expect(await claimOn(rig, web)).toBe('none');
    await sweep(rig.engine);
    rig.worker();
    await rig.until(id, (now) => now.service.state === 'active');
  });
});

describe('a claim', () => {
  it('takes one task of an account at a time, and one of a package of a node', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 8 });
    const [web = 0] = rig.nodeIds;
    await rig.order();
    await rig.order();
    const answers = await Promise.all(Array.from({ length: 6 }, () => claimOn(rig, web)));
    expect(answers.filter(isTask)).toHaveLength(1);
    expect(await claimOn(rig, web)).toBe('none');
  });

  it('takes a person\'s task before a backlog of 500 services', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 2 });
    const { id } = await rig.order();
    const [web = 0] = rig.nodeIds;
    const copy = `insert into tasks (service_id, operation_id, generation, action, target, node_id, serial_key, status, priority, blockers, weight, max_attempts)
      select service_id, operation_id, 1, action, $2, node_id, $2 || n, 'queued', $3, 0, 1, 3 from (select * from tasks where service_id = $1 and node_id = $4 order by id limit 1) one, generate_series(1, $5::int) n`;
    await rig.client.pool.query(copy, [id, 'backlog', 20, web, 500]);
    await rig.client.pool.query(copy, [id, 'mailbox', 30, web, 1]);
    await rig.client.pool.query(copy, [id, 'background', 10, web, 1]);
    const answers = [await claimOn(rig, web), await claimOn(rig, web), await claimOn(rig, web)];
    expect(answers.map((answer) => (typeof answer === 'string' ? answer : answer.target.replace(/^hw-.*/, 'package')))).toEqual(['mailbox', 'package', 'none']);
  });

  it('finds nothing on a node that is off or left alone, and nothing for control while its steps wait', async () => {
    await using rig = await paperRig({ databaseUrl });
    await rig.order();
    const [web = 0, mail = 0] = rig.nodeIds;
    await rig.client.pool.query("update nodes set state = case when id = $1 then 'off' else 'active' end, circuit_until = case when id = $2 then now() + interval '1 minute' end", [web, mail]);
    expect([await claimOn(rig, web), await claimOn(rig, mail), await claimOn(rig, null)]).toEqual(['none', 'none', 'none']);
    expect((await rig.client.pool.query('select distinct in_flight from nodes')).rows).toEqual([{ in_flight: 0 }]);
  });
});

describe('nodes', () => {
  it('never wait for each other: with one at its limit the others\' branches end', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 1 });
    const [web = 0] = rig.nodeIds;
    const held = rig.paper.hold({ method: 'packages.find', nodeId: web });
    rig.worker();
    const { id } = await rig.order();
    const { id: other } = await rig.order();
    await held.reached;
    const built = (service: number) => rig.until(service, (now) => now.tasks.filter((task) => task.node !== null && task.node.id !== web).every((task) => task.status === 'succeeded'));
    await Promise.all([built(id), built(other)]);
    held.release();
    const view = await rig.until(other, (now) => now.service.state === 'active');
    expect(view.tasks.every((task) => task.tries.length === 1)).toBe(true);
  });
});

describe('a worker\'s capacity', () => {
  it('is over all of its nodes, however many wake at once', async () => {
    await using rig = await paperRig({ databaseUrl });
    let most = 0;
    const worker = rig.worker({ capacity: 2 });
    rig.paper.when({}, async () => { most = Math.max(most, worker.busy); return undefined; }, Infinity);
    const ids = await Promise.all(Array.from({ length: 4 }, async () => (await rig.order()).id));
    for (const id of ids) await rig.until(id, (now) => now.service.state === 'active');
    expect(most).toBe(2);
  });
});
