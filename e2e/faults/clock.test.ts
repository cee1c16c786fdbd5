/** This process's clock jumps about while it works: leases, delays and what people see go by Postgres's. */
import { afterEach, expect, inject, it, vi } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig } from '#e2e/paper.ts';
import { ask } from '#server/tasks/command.ts';

const HOUR = 3_600_000;
const JUMPS = [26 * HOUR, -26 * HOUR, 10 * 365 * 24 * HOUR, -40 * 365 * 24 * HOUR, HOUR / 2];

afterEach(() => vi.useRealTimers());

it('a service is built, suspended and ended as ever, nothing is tried twice, and no time goes backwards', async () => {
  await using rig = await paperRig({ databaseUrl: inject('databaseUrl'), slots: 16, retry: { baseSeconds: 0.05 } });
  await watchLaws(rig);
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now });
  let calls = 0;
  rig.paper.when({}, async () => {
    vi.setSystemTime(now + (JUMPS[calls++ % JUMPS.length] ?? 0));
    return undefined;
  }, Infinity);
  rig.paper.when({ method: 'mailDomains.add' }, async () => ({ ok: false, refusal: 'busy', message: 'apt is busy', hint: '', code: 100 }));
  for (const id of ['one', 'two']) rig.worker({ id, leaseSeconds: 2 });
  const { id } = await rig.order();
  await rig.until(id, (view) => view.service.state === 'active');
  await ask(rig.engine, id, { command: 'suspend' }, 'Rosa');
  await rig.until(id, (view) => view.service.state === 'suspended');
  await ask(rig.engine, id, { command: 'terminate' }, 'Rosa');
  const view = await rig.until(id, (seen) => seen.service.state === 'terminated');
  expect(calls).toBeGreaterThan(JUMPS.length * 3);
  expect(view.tasks.flatMap((task) => task.tries).filter((one) => one.outcome === 'lost' || one.outcome === 'failed')).toEqual([]);
  const odd = view.tasks.filter((task) => task.startedAt !== null && task.finishedAt !== null && task.finishedAt < task.startedAt);
  expect(odd).toEqual([]);
  const { rows } = await rig.client.pool.query('select seq from (select seq, at, lag(at) over (order by seq) as before from events where service_id = $1) e where at < before', [id]);
  expect(rows).toEqual([]);
  await lawsHold(rig);
  await replayIsTheView(rig, id);
  expect(rig.errors).toEqual([]);
});
