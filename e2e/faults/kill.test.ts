/** kill -9 of workers and web processes in the middle of the work: nothing is lost, nothing is done twice. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { times } from '#e2e/long.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { instances } from '#db/schema/index.ts';
import { makeKey } from '#server/auth/keys.ts';
import { changing } from './combinations.ts';
import { bearer, read, type Answer } from './house.ts';
import { freePort } from './port.ts';
import { pidOf, PROCESS_TEST_MS, startProcess, type Child } from './process.ts';
import { nodeAt, seenOn, type Seen } from './stand.ts';

const ROUNDS = times(2, 200);
let rig: Rig;
let clean: Seen;
let key: string;
const children = new Set<Child>();

function child(role: 'web' | 'worker', env: Record<string, string> = {}): Child {
  const one = startProcess(role, { DATABASE_URL: rig.client.url, ...env });
  children.add(one);
  void one.ended.then(() => children.delete(one));
  return one;
}
const stopAll = () => Promise.all([...children].map((one) => one.kill('SIGKILL')));
const live = (id: number) => rig.until(id, (view) => view.service.state === 'active' && view.operations.every((operation) => operation.status !== 'running'));

async function expectOnce(id: number): Promise<void> {
  const { state, effects } = await seenOn(rig, id);
  expect(state).toEqual(clean.state);
  const created = effects.map((node) => Object.fromEntries(Object.entries(node).map(([name, effect]) => [name, [effect.created, effect.deleted]])));
  expect(created).toEqual(clean.effects.map((node) => Object.fromEntries(Object.keys(node).map((name) => [name, [1, 0]]))));
}

let ordered = 0;
/** Limits of its own, so that each service's packages are made anew. */
const ORDERS = times(6, 40);
const options = () => ({ web_disk_quota: 20_000 + ++ordered, mail_disk_quota: 30_000 + ordered, dns_records: 40_000 + ordered });

beforeAll(async () => {
  rig = await makeRig({ databaseUrl: inject('databaseUrl') });
  const [instance] = await rig.client.db.insert(instances).values({ name: 'WHMCS', origin: 'https://whmcs.example' }).returning();
  key = await makeKey(rig.client.db, rig.engine.sealer, instance?.id ?? 0);
  const worker = child('worker');
  const { id } = await rig.order({ domain: 'clean.com', options: options() });
  await live(id);
  clean = await seenOn(rig, id);
  await worker.kill('SIGTERM');
});
afterAll(async () => {
  await stopAll();
  await rig[Symbol.asyncDispose]();
});

const places = changing.filter(({ command }) => command !== 'v-change-web-domain-backend-tpl');

/** For where nobody dies holding a lease: one that lapses only because the machine is busy would be work done twice over. */
const calm = { LEASE_SECONDS: '10' };

describe('a worker killed in the middle of a command', { timeout: PROCESS_TEST_MS }, () => {
  it(`${ROUNDS} times: another one looks, and goes on`, async () => {
    const workers = [child('worker'), child('worker')];
    await Promise.all(workers.map((one) => one.ready));
    for (let round = 0; round < ROUNDS; round++) {
      const { role, command } = places[(round * 3) % places.length] ?? { role: 'web' as const, command: 'v-add-user' };
      const node = rig.fleet.nodes[nodeAt[role]];
      const name = round % 2 === 0 ? 'hang-after' as const : 'hang-before' as const;
      const hung = node?.next((line) => line.argv[0] === command && line.outcome === 'hang');
      await node?.control({ op: 'fault', name, match: `^${command} ` });
      const { id } = await rig.order({ domain: `killed-${round}.com`, options: options() });
      await hung;
      const { rows } = await rig.client.pool.query<{ worker: string }>("select worker from tasks where status = 'running' and node_id = $1", [rig.nodeIds[nodeAt[role]]]);
      const victim = [...children].find((one) => one.pid === pidOf(rows[0]?.worker ?? ''));
      expect(await victim?.kill('SIGKILL')).toBe('SIGKILL');
      child('worker');
      await live(id);
      await expectOnce(id);
    }
    await stopAll();
  });

  it('asked to stop, it ends its step first and takes no other', async () => {
    const worker = child('worker', calm);
    await worker.ready;
    const node = rig.fleet.nodes[nodeAt.mail];
    const begun = node?.next((line) => line.argv[0] === 'v-add-mail-domain' && line.outcome === 'running');
    await node?.control({ op: 'fault', name: 'slow', match: '^v-add-mail-domain ', seconds: 0.5 });
    const { id } = await rig.order({ domain: 'drained.com', options: options() });
    await begun;
    expect(await worker.kill('SIGTERM')).toBe(0);
    const view = await rig.view(id);
    expect(view.tasks.find((task) => task.action === 'mail.addDomain')).toMatchObject({ status: 'succeeded', attempts: 1 });
    expect(view.tasks.filter((task) => task.status === 'running')).toEqual([]);
    expect(view.tasks.flatMap((task) => task.tries).filter((one) => one.outcome === 'lost')).toEqual([]);
    child('worker', calm);
    await live(id);
    await expectOnce(id);
    await stopAll();
  });
});

interface Order {
  serviceId: string;
  domain: string;
}
const post = async (port: number, { serviceId, domain }: Order): Promise<Answer> =>
  read(await fetch(`http://127.0.0.1:${port}/api/trpc/service.create`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...bearer(key) },
    body: JSON.stringify({ serviceId, clientId: 1, domain, product: 'split', email: 'rosa@example.com', password: 'correct-horse-9', options: options() }),
  }));
const idOf = (answer: Answer): number => (answer.body as { result: { data: { id: number } } }).result.data.id;

describe('web processes', { timeout: PROCESS_TEST_MS }, () => {
  it(`one killed ${ROUNDS} times while it accepts: what it answered is kept, what it did not is ordered again`, async () => {
    child('worker', calm);
    const port = await freePort();
    let web = child('web', { PORT: String(port) });
    await web.ready;
    for (let round = 0; round < ROUNDS; round++) {
      const orders = [0, 1, 2, 3].map((at): Order => ({ serviceId: `w${round}-${at}`, domain: `web-${round}-${at}.com` }));
      const sent = orders.map((order) => post(port, order));
      const settled = Promise.allSettled(sent);
      await Promise.any(sent);
      await web.kill('SIGKILL');
      const before = await settled;
      web = child('web', { PORT: String(port) });
      await web.ready;
      const after = await Promise.all(orders.map((order) => post(port, order)));
      const heard = before.flatMap((first, at) => (first.status === 'fulfilled' ? [[at, first.value] as const] : []));
      expect(after.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(heard.map(([at]) => after[at]).map((answer) => answer && idOf(answer))).toEqual(heard.map(([, answer]) => idOf(answer)));
      for (const answer of after) await live(idOf(answer));
      for (const answer of after) await expectOnce(idOf(answer));
    }
    const { rows } = await rig.client.pool.query<{ n: number; tasks: number }>("select count(*)::int as n, (select count(*)::int from tasks t join services s on s.id = t.service_id where s.domain like 'web-%') as tasks from services where domain like 'web-%'");
    expect(rows[0]).toEqual({ n: 4 * ROUNDS, tasks: 4 * ROUNDS * 19 });
    await stopAll();
  });

  it(`two of them and three workers on one database: ${ORDERS} orders, each live once`, async () => {
    const ports = [await freePort(), await freePort()];
    const all = [...ports.map((port) => child('web', { PORT: String(port) })), child('worker', calm), child('worker', calm), child('worker', calm)];
    await Promise.all(all.map((one) => one.ready));
    const orders = Array.from({ length: ORDERS }, (_, at): Order => ({ serviceId: `m${at}`, domain: `many-${at}.com` }));
    // Each order twice, at both doors: WHMCS repeats what it has not heard the answer of.
    const answers = await Promise.all(orders.flatMap((order) => ports.map((port) => post(port, order))));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const ids = [...new Set(answers.map(idOf))];
    expect(ids).toHaveLength(ORDERS);
    for (const id of ids) await live(id);
    for (const id of ids) await expectOnce(id);
    const { rows } = await rig.client.pool.query<{ workers: number }>("select count(distinct a.worker)::int as workers from attempts a join tasks t on t.id = a.task_id join services s on s.id = t.service_id where s.domain like 'many-%'");
    expect(rows[0]).toEqual({ workers: 3 });
    await stopAll();
  });
});
