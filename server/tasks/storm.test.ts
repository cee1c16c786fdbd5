import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig, timePasses, type Paper } from '#e2e/paper.ts';
import type { Rig } from '#e2e/rig.ts';
import { Unreachable } from '#server/core/panel.ts';
import { seeded } from '#server/core/view.test-data.ts';
import { Refused } from '#server/refused.ts';
import { rebuild } from './command.ts';
import { cancelTask, retryFailed } from './retry.ts';

/** What people do while the engine works; a refusal is an answer, anything else is a bug. */
async function person(rig: Rig, services: readonly number[], random: () => number): Promise<void> {
  const service = services[Math.floor(random() * services.length)] ?? 0;
  const { tasks } = await rig.view(service);
  const task = tasks[Math.floor(random() * tasks.length)];
  const dice = random();
  try {
    if (dice < 0.35) await cancelTask(rig.engine, service, task?.id ?? 0);
    else if (dice < 0.7) await retryFailed(rig.engine, service, 'Test', random() < 0.5 ? undefined : task?.id);
    else if (dice < 0.85) await rebuild(rig.engine, service, { kind: 'redeploy', openedBy: 'storm' });
    else await rig.order({ domain: `storm-${Math.floor(random() * 6)}.com`, externalId: `storm-${Math.floor(random() * 6)}` });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** Nodes that now and then break, are busy, or lose the connection before or after the command. */
function trouble(paper: Paper, random: () => number): void {
  const dice = async () => {
    if (random() < 0.06) throw new Unreachable('The connection broke', random() < 0.5);
    if (random() < 0.06) return { ok: false as const, refusal: 'broken' as const, message: 'It broke', hint: '', code: 1 };
    if (random() < 0.06) return { ok: false as const, refusal: 'busy' as const, message: 'apt is busy', hint: '', code: 100 };
    return undefined;
  };
  for (const method of ['users.add', 'webDomains.add', 'mailDomains.add', 'zones.add', 'zones.replaceRecords', 'packages.add']) paper.when({ method }, dice, Infinity);
}

describe('a storm of claims, finishes, orders, cancels, retries and redeploys', () => {
  it('breaks no law, ends every operation without a sweep, and can be replayed event by event', async () => {
    const random = seeded(20_260_101);
    await using rig = await paperRig({ databaseUrl: inject('databaseUrl'), slots: 2, engine: { random } });
    trouble(rig.paper, random);
    await watchLaws(rig);
    const services = (await Promise.all(Array.from({ length: times(6, 60) }, () => rig.order()))).map((one) => one.id);
    for (let count = 0; count < 3; count++) rig.worker({ sweepMs: 3_600_000 });
    for (let round = 0; round < times(8, 400); round++) {
      await Promise.all(Array.from({ length: 8 }, () => person(rig, services, random)));
      if (round % 10 === 0) await lawsHold(rig);
    }
    rig.paper.clear();
    const all = (await rig.client.pool.query<{ id: number }>('select id from services')).rows.map((row) => row.id);
    for (const id of all) await retryFailed(rig.engine, id, 'Test');
    await timePasses(rig);
    for (const id of all) {
      const view = await rig.until(id, (now) => now.service.state === 'active');
      expect(view.operations.filter((operation) => operation.status === 'running')).toEqual([]);
    }
    await lawsHold(rig);
    for (const id of all) await replayIsTheView(rig, id);
    expect(rig.errors).toEqual([]);
  }, times(30_000, 600_000));
});
