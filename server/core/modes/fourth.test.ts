/**
 * A fourth mode is one file: this one's is the constant below. It is sold, drawn, ordered, built and led through its whole
 * life by doors, tables and pages that have never heard of it.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { layOut } from '#app/(admin)/_parts/product/plan-layout.ts';
import { bearer, openHouse, ownPage, type Answer, type House } from '#e2e/faults/house.ts';
import { paperFleet } from '#e2e/paper.ts';
import { defaultLimits } from '#server/core/limits.ts';
import type { Mode, PlanInput, PlannedTask } from '#server/core/wish.ts';
import { Worker } from '#server/tasks/worker.ts';
import { modes } from './index.ts';
import { domainTask, placeOf, planOf, seatBuilt, seatsOf } from './parts.ts';

/** Website and mail in one account on one node, the zone on every nameserver beside. */
function build(input: PlanInput, gone: boolean): readonly PlannedTask[] {
  const [web, mail] = [placeOf(input, 'web'), placeOf(input, 'mail')];
  const { dns } = input.accounts;
  const first = web === null ? 'mail.addUser' : 'web.addUser';
  return [
    ...seatsOf(input).flatMap((seat) => seatBuilt(seat, gone)),
    ...(web === null ? [] : [domainTask('web.addDomain', web, input.domain, [first]), domainTask('web.applySettings', web, input.domain, ['web.addDomain'])]),
    ...(mail === null ? [] : [domainTask('mail.addDomain', mail, input.domain, [first])]),
    ...(dns === undefined ? [] : input.nodes.dns.flatMap((node) => {
      const at = { node, login: dns.login };
      return [
        domainTask('dns.addZone', at, input.domain, [`dns.addUser@${node}`], `@${node}`),
        domainTask('dns.syncRecords', at, input.domain, [`dns.addZone@${node}`, ...(mail === null ? [] : ['mail.addDomain'])], `@${node}`),
      ];
    })),
  ];
}
const pair = {
  name: 'pair',
  title: 'Pair',
  summary: 'Website and mail together, DNS apart',
  roles: ['web', 'mail', 'dns'],
  guest: false,
  accounts: (roles) => [roles.filter((role) => role !== 'dns'), roles.filter((role) => role === 'dns')].filter((shared) => shared.length > 0),
  plan: planOf({ build }),
} as const satisfies Mode;

let house: House;
let worker: Worker;
let staff: Record<string, string>;
let owner: Record<string, string>;
const data = <T>({ status, body }: Answer): T => {
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body as { result: { data: T } }).result.data;
};

beforeAll(async () => {
  Object.assign(modes, { pair });
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  await house.pool.query("update nodes set roles = '{web,mail}' where name = 'web-0'");
  [staff, owner] = [ownPage(await house.cookie('operator')), ownPage(await house.cookie('owner'))];
  const { engine } = house.running.api;
  engine.panelOf = paperFleet().panelOf;
  worker = new Worker(engine, { id: 'pair', pollMs: 50 });
  worker.start();
});
afterAll(async () => {
  Reflect.deleteProperty(modes, 'pair');
  await worker.stop(3000);
  await house[Symbol.asyncDispose]();
});

interface Planned {
  key: string;
  action: PlannedTask['action'];
  nodeId: number | null;
  target: string;
  serialKey: string | null;
  after: string[];
}

describe('the product editor', () => {
  it('offers it, and draws its plan from left to right with a row per node and a second where two of its steps may come first', async () => {
    const { modes: offered } = data<{ modes: { name: string; title: string }[] }>(await house.get('products.choices', { groupId: house.groupId }, staff));
    expect(offered.map(({ title }) => title)).toEqual(['Split', 'Unified', 'Vanity', 'Pair']);
    const plan = data<Planned[]>(await house.get('products.preview', { mode: 'pair', roles: ['web', 'mail', 'dns'] }, staff));
    const { boxes, edges } = layOut(plan);
    expect(boxes.map(({ key }) => key)).toEqual([
      'web.addPackage', 'web.addUser', 'dns.addPackage@8', 'dns.addUser@8', 'dns.addPackage@9', 'dns.addUser@9', 'web.addDomain', 'web.applySettings', 'mail.addDomain',
      'dns.addZone@8', 'dns.syncRecords@8', 'dns.addZone@9', 'dns.syncRecords@9', 'service.seedAutoSsl', 'service.activate',
    ]);
    expect(edges.every(({ from, to }) => from.x < to.x)).toBe(true);
    expect(new Set(boxes.filter(({ key }) => !key.startsWith('service')).map(({ y }) => y)).size).toBe(4);
    expect(new Set(boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(boxes.length);
  });

  it('says where an order would go', async () => {
    const found = data<{ never: string | null; choices: { roles: string[] }[] }>(await house.get('products.dryRun', { groupId: house.groupId, mode: 'pair', roles: ['web', 'mail', 'dns'] }, staff));
    expect(found).toMatchObject({ never: null, choices: [{ roles: ['web', 'mail'] }, { roles: ['dns'] }] });
  });
});

const serviceId = 'pair-1';
const ask = (procedure: string, body: object = {}) => house.post(`service.${procedure}`, { serviceId, ...body }, bearer(house.key));
const create = (product: string) => ask('create', { clientId: 1, domain: 'rosas-bakery.com', product, email: 'rosa@example.com' });
interface Seen {
  service: { state: string; generation: number };
  operations: { kind: string; status: string }[];
}
const seen = async (id: number): Promise<Seen> => data<{ view: Seen }>(await house.get('services.byId', { id }, staff)).view;
const comes = (id: number, kind: string, state: string) => expect.poll(async () => {
  const { service, operations } = await seen(id);
  const newest = operations.filter((one) => one.kind !== 'change').at(-1);
  return [newest?.kind, newest?.status, service.state];
}, { timeout: 20_000 }).toEqual([kind, 'succeeded', state]);
const accounts = async (): Promise<string[]> => {
  const { rows } = await house.pool.query<{ account: string }>("select distinct n.name || ' ' || p.login as account from placements p join nodes n on n.id = p.node_id join services s on s.id = p.service_id and s.generation = p.generation where p.fact is not null order by 1");
  return rows.map(({ account }) => account);
};

describe('a service of it', () => {
  it('is sold, ordered, built and led through every command, by the same doors as all others', { timeout: 60_000 }, async () => {
    for (const [slug, name] of [['pair', 'Pair'], ['pair-big', 'Pair Big']]) {
      data(await house.post('products.save', { slug, name, mode: 'pair', groupId: house.groupId, roles: ['web', 'mail', 'dns'], limits: { ...defaultLimits, web_databases: name === 'Pair' ? 2 : 9 } }, owner));
    }
    const { id, logins } = data<{ id: number; logins: object }>(await create('pair'));
    expect(logins).toEqual({ web: 'rosas-bakery-com', mail: 'rosas-bakery-com', dns: 'rosas-bakery-com-dns' });
    await comes(id, 'deploy', 'active');
    const all = ['dns-2 rosas-bakery-com-dns', 'dns-3 rosas-bakery-com-dns', 'web-0 rosas-bakery-com'];
    expect(await accounts()).toEqual(all);

    data(await ask('suspend'));
    await comes(id, 'suspend', 'suspended');
    data(await ask('unsuspend'));
    await comes(id, 'unsuspend', 'active');
    data(await ask('changePackage', { product: 'pair-big', options: [] }));
    await comes(id, 'changePackage', 'active');
    data(await ask('changePassword', { password: 'another-horse-7' }));
    await comes(id, 'changePassword', 'active');
    expect(data(await ask('renew'))).toMatchObject({ renewed: expect.any(Boolean) });
    data(await house.post('services.syncNow', { id }, staff));
    await expect.poll(async () => (await seen(id)).operations.at(-1), { timeout: 20_000 }).toMatchObject({ kind: 'change', status: 'succeeded' });

    for (const kind of ['reset', 'redeploy']) {
      const { service: { generation } } = await seen(id);
      data(await house.post(`services.${kind}`, { id, generation, domain: 'rosas-bakery.com' }, staff));
      await comes(id, kind, 'active');
      expect(await accounts()).toEqual(all);
    }
    const { findings } = data<{ findings: { is: string }[] }>(await house.post('services.verify', { id }, staff));
    expect(new Set(findings.map((one) => one.is))).toEqual(new Set(['fine']));
    data(await ask('terminate'));
    await comes(id, 'terminate', 'terminated');
    expect(await accounts()).toEqual([]);
    expect(data<{ logins: object }>(await create('pair-big')).logins).toEqual(logins);
    await comes(id, 'deploy', 'active');
    expect((await seen(id)).operations.every(({ status }) => status === 'succeeded')).toBe(true);
  });
});
