/**
 * Every fault at every command of what comes after the deploy, for Split and Unified: suspend, unsuspend, change package,
 * factory reset, terminate. It comes through, and the nodes look as after a clean run. A spread sample here, all of
 * them in the long run.
 */
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { long } from '#e2e/long.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import type { SimNode } from '#e2e/simnode/simnode.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { ask, rebuild } from '#server/tasks/command.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { type Kind, ofChange } from './combinations.ts';
import { hurry, seenOn } from './stand.ts';

const STRIDE = 17;
const SEED = 3;

type Mode = 'split' | 'unified';
const requests = {
  suspend: (rig: Rig, id: number) => ask(rig.engine, id, { command: 'suspend' }, 'Test'),
  unsuspend: (rig: Rig, id: number) => ask(rig.engine, id, { command: 'unsuspend' }, 'Test'),
  changePackage: (rig: Rig, id: number, mode: Mode) => ask(rig.engine, id, { command: 'changePackage', product: mode, options: { web_disk_quota: 50_000 + id, mail_disk_quota: 60_000 + id, dns_records: 70_000 + id } }, 'Test'),
  reset: (rig: Rig, id: number) => rebuild(rig.engine, id, { kind: 'reset', openedBy: 'Test' }),
  redeploy: (rig: Rig, id: number) => rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Test' }),
  terminate: (rig: Rig, id: number) => ask(rig.engine, id, { command: 'terminate' }, 'Test'),
} as const;
type What = keyof typeof requests;

/** The changing commands of each operation, on the first node that gets them. */
const commandsOf: Record<What, readonly string[]> = {
  suspend: ['v-suspend-user'],
  unsuspend: ['v-unsuspend-user'],
  changePackage: ['v-add-user-package', 'v-change-user-package'],
  reset: ['v-delete-web-domain', 'v-delete-mail-domain', 'v-add-mail-domain', 'v-insert-dns-records'],
  redeploy: ['v-delete-user'],
  terminate: ['v-delete-user'],
};
interface Case {
  mode: Mode;
  what: What;
  command: string;
  kind: Kind;
}
const modes: readonly Mode[] = ['split', 'unified'];
const cases: readonly Case[] = modes.flatMap((mode) => (Object.keys(commandsOf) as What[]).flatMap((what) => commandsOf[what].flatMap((command) => ofChange.map((kind) => ({ mode, what, command, kind })))));
const sample = long ? cases : cases.filter((_, at) => at % STRIDE === SEED);

let rig: Rig;
let serial = 0;
const clean = new Map<string, readonly unknown[]>();

const ended = (before: number) => (view: ServiceView): boolean => {
  const operation = currentOperation(view);
  const held = view.tasks.some((task) => task.status === 'retrying' || task.status === 'postponed');
  if (held) void hurry(rig);
  return operation !== null && operation.id > before && operation.status !== 'running';
};

/** A live service with limits of its own, brought to where the request means something. */
async function live(mode: Mode, what: What): Promise<{ id: number; newest: number }> {
  const at = ++serial;
  const { id } = await rig.order({ domain: `life-${at}.com`, product: mode, options: { web_disk_quota: 20_000 + at, mail_disk_quota: 30_000 + at, dns_records: 40_000 + at } });
  let view = await rig.until(id, (now) => now.service.state === 'active');
  if (what === 'unsuspend') {
    await requests.suspend(rig, id);
    view = await rig.until(id, (now) => now.service.state === 'suspended');
  }
  return { id, newest: currentOperation(view)?.id ?? 0 };
}

const stateOf = async (id: number): Promise<readonly unknown[]> => (await seenOn(rig, id)).state;

beforeAll(async () => {
  rig = await makeRig({ databaseUrl: inject('databaseUrl'), patienceMs: () => 250, roles: ['web', 'mail', 'dns', 'all'], slots: 8 });
  // Split must not go to the node that has every role: it is there for Unified.
  await rig.client.pool.query("insert into groups (name, nameservers) values ('All', '{ns1.brightwood.test}')");
  await rig.client.pool.query("update nodes set group_id = (select id from groups where name = 'All') where name = 'all-1'");
  await rig.client.pool.query("update products set group_id = (select id from groups where name = 'All') where slug = 'unified'");
  rig.worker({ pollMs: 50 });
  for (const mode of modes) {
    for (const what of Object.keys(commandsOf) as What[]) {
      const { id, newest } = await live(mode, what);
      await requests[what](rig, id, mode);
      await rig.until(id, ended(newest));
      clean.set(`${mode} ${what}`, await stateOf(id));
    }
  }
}, 120_000);
afterAll(() => rig[Symbol.asyncDispose]());
const allNodes = (work: (node: SimNode) => Promise<unknown>) => Promise.all(rig.fleet.nodes.map((node) => work(node)));
afterEach(() => allNodes((node) => node.control({ op: 'clear' })));

describe(`${sample.length} of ${cases.length} faults in the life of a service`, () => {
  it.each(sample.map((one) => [one.mode, one.what, one.command, one.kind.label, one] as const))('%s %s, %s: %s', async (mode, what, command, _, { kind }) => {
    const { id, newest } = await live(mode, what);
    const heal = kind.heal;
    for (const fault of kind.make(`^${command} `)) await allNodes((node) => node.control({ op: 'fault', ...fault }));
    await requests[what](rig, id, mode);
    const over = ended(newest);
    const healed = (view: ServiceView): boolean => {
      if (heal !== undefined && view.tasks.some((task) => heal.test(task.because ?? ''))) void allNodes((node) => node.control({ op: 'clear' }));
      return over(view);
    };
    for (let tries = 0; tries < 3 && currentOperation(await rig.until(id, healed))?.status !== 'succeeded'; tries++) {
      const failed = (await rig.view(id)).tasks.filter((task) => task.status === 'failed');
      expect(failed.every((task) => /^[A-Z].{10,}/.test(task.error?.hint ?? ''))).toBe(true);
      await allNodes((node) => node.control({ op: 'clear' }));
      await retryFailed(rig.engine, id);
    }
    expect(currentOperation(await rig.view(id))?.status).toBe('succeeded');
    expect(await stateOf(id)).toEqual(clean.get(`${mode} ${what}`));
  });
});
