/**
 * Every fault at every command of a deploy: it comes through, the nodes look as after a clean run, and by their own
 * count each object was created once. A spread sample here, all of them in the long run.
 */
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { long } from '#e2e/long.ts';
import { currentOperation } from '#server/core/progress.ts';
import { cleanUp } from '#server/tasks/leftovers.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { combinations, type Combination, type Way } from './combinations.ts';
import { openStand, type Seen, type Stand } from './stand.ts';

/** No multiple of the kinds per place, so that the sample goes through all places and all kinds. */
const STRIDE = 31;
const SEED = 5;
const sample = long ? combinations : combinations.filter((_, at) => at % STRIDE === SEED);

/** Attempts at any step. An orphan: one that left it, one that found it, one after it was removed. */
const MOST: Record<Way, number> = { waits: 1, retries: 2, person: 2, orphan: 3 };

let stand: Stand;
let clean: Seen;
beforeAll(async () => {
  stand = await openStand(inject('databaseUrl'));
  const { id, view } = await stand.deploy('web', []);
  if (view.service.state !== 'active') throw new Error('A deploy without a fault failed');
  clean = await stand.seen(id);
});
afterAll(() => stand[Symbol.asyncDispose]());
afterEach(async () => {
  await Promise.all(stand.rig.fleet.nodes.map((node) => node.control({ op: 'clear' })));
});

/** A sentence for staff about the task that failed. */
function expectFinding(view: Awaited<ReturnType<Stand['settled']>>, words: RegExp): void {
  const failed = view.tasks.filter((task) => task.status === 'failed');
  expect(currentOperation(view)?.status).toBe('failed');
  expect(failed).toHaveLength(1);
  expect(failed[0]?.error?.message).toMatch(words);
  expect(failed[0]?.error?.hint).toMatch(/^[A-Z].{10,}/);
}

async function bring(combination: Combination): Promise<{ id: number; attempts: number }> {
  const { id, view } = await stand.deploy(combination.role, combination.faults, combination.heal);
  const attempts = Math.max(...view.tasks.map((task) => task.attempts));
  if (currentOperation(view)?.status === 'succeeded') return { id, attempts };
  // Who comes through alone does not get here.
  expect(combination.way).toMatch(/person|orphan/);
  expectFinding(view, combination.way === 'orphan' ? /is half-made/ : /./);
  const orphan = view.tasks.find((task) => task.error?.finding === 'orphan');
  expect(orphan !== undefined).toBe(combination.way === 'orphan');
  if (orphan !== undefined) {
    const operation = await cleanUp(stand.rig.engine, orphan.id, 'Rosa');
    await stand.rig.until(id, (now) => now.operations.some((one) => one.id === operation && one.status === 'succeeded'));
  }
  await retryFailed(stand.rig.engine, id, 'Test');
  return { id, attempts: Math.max(...(await stand.settled(id)).tasks.map((task) => task.attempts)) };
}

describe(`${sample.length} of ${combinations.length} faults at the steps of a deploy`, () => {
  it.each(sample.map((one) => [one.name, one.way, one] as const))('%s: %s', async (_, __, combination) => {
    const { id, attempts } = await bring(combination);
    const view = await stand.rig.view(id);
    expect(view.service.state).toBe('active');
    expect(view.tasks.every((task) => task.status === 'succeeded')).toBe(true);
    expect(attempts).toBeLessThanOrEqual(MOST[combination.way]);
    const { state, effects } = await stand.seen(id);
    expect(state).toEqual(clean.state);
    const created = effects.map((node) => Object.fromEntries(Object.entries(node).map(([name, effect]) => [name, [effect.created, effect.deleted]])));
    const once = clean.effects.map((node) => Object.fromEntries(Object.keys(node).map((name) => [name, [1, 0]])));
    expect(created).toEqual(once);
  });
});
