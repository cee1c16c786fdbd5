/** What the engine adds to a deploy of the other modes: one order after another on zero-time nodes. */
import { defaultCertificatePolicy } from '#server/core/certificate.ts';
import { defaultLimits } from '#server/core/limits.ts';
import { targetOf } from './fleet.ts';
import type { Bench } from './figure.ts';
import { execRate } from './floors.ts';
import { LOOK, oneByOne } from './deploy.ts';
import { openStand, type Door, type Stand } from './stand.ts';
import type { SimFleet } from '#e2e/stage.ts';

const SHARED = 'brightwood.net';
const GOAL = { most: 0.5 };

async function commandsOf(stand: Stand, after: number): Promise<number> {
  const { rows } = await stand.client.pool.query<{ n: number }>("select (count(*)::float / count(distinct t.service_id))::int as n from log_lines l join tasks t on t.id = l.task_id where l.stream = 'command' and t.service_id > $1", [after]);
  return rows[0]?.n ?? 0;
}

async function measure(bench: Bench, stand: Stand, fleet: SimFleet, door: Door, { title, under, note }: { title: string; under: string; note: string }): Promise<void> {
  await oneByOne(stand, door, 'warm', 5, 30, under);
  const { rows: [last] } = await stand.client.pool.query<{ id: number }>('select max(id) as id from services');
  bench.say(`modes: one ${title} at a time on zero-time nodes`);
  const took = await oneByOne(stand, door, 'one', bench.quick ? 10 : 30, 30, under);
  const commands = await commandsOf(stand, last?.id ?? 0);
  const perSecond = await execRate(fleet.nodes.map((node) => targetOf(node, fleet.key)), LOOK, 2, 1000);
  bench.report({ name: `deploy overhead, ${title}`, unit: 's', goal: GOAL, runs: took, floor: { what: 'its commands by bare ssh2', value: commands / perSecond, unit: 's' }, note: `accepted → home; ${commands} commands over SSH${note}; every run is one order` });
}

async function unified(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: ['all-1'], speed: 0 });
  const { staff, door } = await stand.furnish(await stand.start('all'), fleet);
  const { rows: [group] } = await stand.client.pool.query<{ id: number }>('select id from groups');
  await staff.products.save.mutate({ slug: 'unified', name: 'Unified', mode: 'unified', groupId: group?.id ?? 0, roles: ['web', 'mail', 'dns'], limits: defaultLimits, phpTemplate: 'default' });
  await measure(bench, stand, fleet, { ...door, product: 'unified' }, { title: 'Unified', under: 'com', note: '' });
}

/** The provider's own: a mail user and a zone, as an administrator makes them. */
async function openShared(fleet: SimFleet): Promise<void> {
  const run = async (at: number, ...words: string[]): Promise<void> => {
    const answer = (await fleet.nodes[at]?.control({ op: 'run', words })) as { exit: number; stdout: string };
    if (answer.exit !== 0) throw new Error(`${words[0]}: ${answer.stdout}`);
  };
  await run(1, 'v-add-user', 'shared-mail', 'provider-horse-1', 'noc@brightwood.test', 'default');
  await run(1, 'v-add-mail-domain', 'shared-mail', SHARED);
  for (const at of [2, 3]) {
    await run(at, 'v-add-user', 'shared-dns', 'provider-horse-1', 'noc@brightwood.test', 'default');
    await run(at, 'v-add-dns-domain', 'shared-dns', SHARED, '198.51.100.1', 'ns1.brightwood.test', 'ns2.brightwood.test');
  }
}

async function vanity(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 0 });
  await openShared(fleet);
  const { staff, door, nodeIds } = await stand.furnish(await stand.start('all'), fleet);
  const { rows: [group] } = await stand.client.pool.query<{ id: number }>('select id from groups');
  const [, mail = 0, ...zones] = nodeIds;
  const vanityTerms = { domains: [SHARED], mail: { node: mail, login: 'shared-mail' }, zone: { nodes: zones, login: 'shared-dns' }, reserved: [] };
  await staff.products.save.mutate({ slug: 'vanity', name: 'Vanity', mode: 'vanity', groupId: group?.id ?? 0, roles: ['web', 'mail', 'dns'], limits: defaultLimits, phpTemplate: 'default', vanity: vanityTerms });
  // Nobody delegates the shared domain here, and how long the world takes to see a name is no figure of ours.
  await staff.settings.save.mutate({ key: 'autoSsl', value: { ...defaultCertificatePolicy, deploySeconds: 0 } });
  await measure(bench, stand, fleet, { ...door, product: 'vanity' }, { title: 'Vanity', under: SHARED, note: ', its certificate handed to Auto-SSL at once' });
}

export async function otherModes(bench: Bench): Promise<void> {
  await unified(bench);
  await vanity(bench);
}
