/**
 * Every fault at every command of a service's life, for the three modes (a Split's deploy has a file of its
 * own): it comes through, and the nodes look as after a clean run; of what the provider shares with a Vanity service
 * nothing else has moved. A spread sample here, all of them in the long run.
 */
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { long } from '#e2e/long.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import type { SimNode } from '#e2e/simnode/simnode.ts';
import { houseOf, openStreet, SHARED, streetBut } from '#e2e/vanity.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { ask, rebuild } from '#server/tasks/command.ts';
import { cleanUp } from '#server/tasks/leftovers.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { type Kind, ofChange, ofLook } from './combinations.ts';
import { hurry, seenOn } from './stand.ts';

/** No multiple of the kinds per command, so that the sample goes through all of both. */
const STRIDE = 149;
const SEED = 3;

const modes = ['split', 'unified', 'vanity'] as const;
type Mode = (typeof modes)[number];
/** Limits of its own, so that its packages are not there yet. */
const limitsOf = (mode: Mode, base: number, id: number) => (mode === 'vanity' ? { vanity_site_disk_quota: base + id, vanity_mail_quota: base + 10_000 + id } : { web_disk_quota: base + id, mail_disk_quota: base + 10_000 + id, dns_records: base + 20_000 + id });
const requests = {
  suspend: (id: number) => ask(rig.engine, id, { command: 'suspend' }, 'Test'),
  unsuspend: (id: number) => ask(rig.engine, id, { command: 'unsuspend' }, 'Test'),
  changePackage: (id: number, mode: Mode) => ask(rig.engine, id, { command: 'changePackage', product: mode, options: limitsOf(mode, 50_000, id) }, 'Test'),
  reset: (id: number) => rebuild(rig.engine, id, { kind: 'reset', openedBy: 'Test' }),
  redeploy: (id: number) => rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Test' }),
  terminate: (id: number) => ask(rig.engine, id, { command: 'terminate' }, 'Test'),
} as const;
type What = 'deploy' | keyof typeof requests;

const own = { suspend: ['v-list-user', 'v-suspend-user'], unsuspend: ['v-unsuspend-user'], changePackage: ['v-list-user', 'v-add-user-package', 'v-change-user-package'], redeploy: ['v-delete-user'], terminate: ['v-list-user', 'v-delete-user'] } as const;
/** The commands of each operation, and some of its looks; a fault is met by the first node that gets them. */
const commandsOf: Record<Mode, Partial<Record<What, readonly string[]>>> = {
  split: { ...own, reset: ['v-delete-web-domain', 'v-delete-mail-domain', 'v-add-mail-domain', 'v-insert-dns-records'] },
  unified: {
    ...own, reset: ['v-delete-web-domain', 'v-delete-mail-domain', 'v-add-mail-domain', 'v-insert-dns-records'],
    deploy: ['v-add-user-package', 'v-add-user', 'v-add-web-domain', 'v-add-mail-domain', 'v-add-dns-domain', 'v-insert-dns-records', 'v-rebuild-dns-domain'],
  },
  vanity: {
    deploy: ['v-list-mail-account', 'v-list-dns-records', 'v-add-user-package', 'v-add-user', 'v-add-web-domain', 'v-add-mail-account', 'v-add-dns-record', 'v-add-letsencrypt-domain'],
    suspend: ['v-list-mail-account', 'v-suspend-user', 'v-suspend-mail-account'], unsuspend: ['v-unsuspend-user', 'v-unsuspend-mail-account'],
    changePackage: ['v-add-user-package', 'v-change-user-package', 'v-change-mail-account-quota'],
    reset: ['v-delete-web-domain', 'v-add-web-domain', 'v-delete-mail-account', 'v-add-mail-account'],
    redeploy: ['v-delete-user', 'v-add-user', 'v-delete-mail-account', 'v-add-mail-account'],
    terminate: ['v-list-mail-account', 'v-list-dns-records', 'v-delete-user', 'v-delete-mail-account', 'v-delete-dns-record'],
  },
};
interface Case {
  mode: Mode;
  what: What;
  command: string;
  kind: Kind;
}
const cases: readonly Case[] = modes.flatMap((mode) => (Object.entries(commandsOf[mode]) as [What, readonly string[]][]).flatMap(([what, commands]) => commands.flatMap((command) => (command.startsWith('v-list-') ? ofLook : ofChange).map((kind) => ({ mode, what, command, kind })))));
const sample = long ? cases : cases.filter((_, at) => at % STRIDE === SEED);

let rig: Rig;
let serial = 0;

const ended = (before: number) => (view: ServiceView): boolean => {
  const operation = currentOperation(view);
  if (view.tasks.some((task) => task.status === 'retrying' || task.status === 'postponed')) void hurry(rig);
  return operation !== null && operation.id > before && operation.status !== 'running';
};
const allNodes = (work: (node: SimNode) => Promise<unknown>) => Promise.all(rig.fleet.nodes.map((node) => work(node)));

const nameOf = (at: number): string => `life-${at}`;
const order = (mode: Mode, at: number) => rig.order({ domain: `${nameOf(at)}.${mode === 'vanity' ? SHARED : 'com'}`, product: mode, options: limitsOf(mode, 20_000, at) });

interface Begun {
  id: number;
  name: string;
  newest: number;
}
/** A live service, brought to where the request means something; before its deploy, none. */
async function live(mode: Mode, what: What): Promise<Begun> {
  const at = ++serial;
  const { id } = await order(mode, at);
  let view = await rig.until(id, (now) => now.service.state === 'active' && currentOperation(now)?.status === 'succeeded');
  if (what === 'unsuspend') {
    await requests.suspend(id);
    view = await rig.until(id, (now) => now.service.state === 'suspended');
  }
  return { id, name: nameOf(at), newest: currentOperation(view)?.id ?? 0 };
}

/** What the nodes have of a service; a guest's mailbox and records beside its account. */
async function stateOf({ id, name }: Pick<Begun, 'id' | 'name'>, mode: Mode): Promise<readonly unknown[]> {
  const { state } = await seenOn(rig, id);
  if (mode !== 'vanity') return state;
  const { rows } = await rig.client.pool.query<{ quota: string }>("select desired->'limits'->>'vanity_mail_quota' as quota from services where id = $1", [id]);
  return [...state, JSON.parse(JSON.stringify(await houseOf(rig, name)).replaceAll(`"${rows[0]?.quota ?? ''}"`, '"quota"')) as unknown];
}

const clean = new Map<string, Promise<readonly unknown[]>>();
async function run(mode: Mode, what: What): Promise<readonly unknown[]> {
  const begun = await live(mode, what);
  if (what !== 'deploy') {
    await requests[what](begun.id, mode);
    await rig.until(begun.id, ended(begun.newest));
  }
  return stateOf(begun, mode);
}
function cleanOf(mode: Mode, what: What): Promise<readonly unknown[]> {
  const known = clean.get(`${mode} ${what}`) ?? run(mode, what);
  clean.set(`${mode} ${what}`, known);
  return known;
}

beforeAll(async () => {
  rig = await makeRig({ databaseUrl: inject('databaseUrl'), patienceMs: () => 250, roles: ['web', 'mail', 'dns', 'all'], slots: 8 });
  await openStreet(rig);
  // Split must not go to the node that has every role: it is there for Unified.
  await rig.client.pool.query("insert into groups (name, nameservers) values ('All', '{ns1.brightwood.test}')");
  await rig.client.pool.query("update nodes set group_id = (select id from groups where name = 'All') where name = 'all-1'");
  await rig.client.pool.query("update products set group_id = (select id from groups where name = 'All') where slug = 'unified'");
  rig.worker({ pollMs: 50 });
}, 120_000);
afterAll(() => rig[Symbol.asyncDispose]());
afterEach(() => allNodes((node) => node.control({ op: 'clear' })));

async function begin({ mode, what, command, kind }: Case): Promise<Begun> {
  const arm = async (): Promise<void> => {
    for (const fault of kind.make(`^${command} `)) await allNodes((node) => node.control({ op: 'fault', ...fault }));
  };
  if (what === 'deploy') {
    await arm();
    const at = ++serial;
    return { id: (await order(mode, at)).id, name: nameOf(at), newest: 0 };
  }
  const begun = await live(mode, what);
  await arm();
  await requests[what](begun.id, mode);
  return begun;
}

/** What no command of the panel helps with is cleared by the product's own clean-up. */
async function cleared(id: number): Promise<void> {
  const orphan = (await rig.view(id)).tasks.find((task) => task.status === 'failed' && task.error?.finding === 'orphan');
  if (orphan === undefined) return;
  const operation = await cleanUp(rig.engine, orphan.id, 'Rosa');
  await rig.until(id, (now) => now.operations.some((one) => one.id === operation && one.status === 'succeeded'));
}

/** By itself, or with a person who tries again. */
async function comesThrough({ kind }: Case, { id, newest }: Begun): Promise<void> {
  const over = ended(newest);
  const healed = (view: ServiceView): boolean => {
    if (kind.heal !== undefined && view.tasks.some((task) => kind.heal?.test(task.because ?? ''))) void allNodes((node) => node.control({ op: 'clear' }));
    return over(view);
  };
  for (let tries = 0; tries < 3 && currentOperation(await rig.until(id, healed))?.status !== 'succeeded'; tries++) {
    const failed = (await rig.view(id)).tasks.filter((task) => task.status === 'failed');
    expect(failed.every((task) => /^[A-Z].{10,}/.test(task.error?.hint ?? ''))).toBe(true);
    await allNodes((node) => node.control({ op: 'clear' }));
    await cleared(id);
    await retryFailed(rig.engine, id, 'Test');
  }
  expect(currentOperation(await rig.view(id))?.status).toBe('succeeded');
}

describe(`${sample.length} of ${cases.length} faults in the life of a service`, () => {
  it.each(sample.map((one) => [one.mode, one.what, one.command, one.kind.label, one] as const))('%s %s, %s: %s', async (mode, what, _, __, one) => {
    const wanted = await cleanOf(mode, what);
    const names = Array.from({ length: serial + 2 }, (_each, at) => nameOf(at));
    const street = await streetBut(rig, names);
    const begun = await begin(one);
    await comesThrough(one, begun);
    expect(await stateOf(begun, mode)).toEqual(wanted);
    expect(await streetBut(rig, names)).toBe(street);
  });
});
