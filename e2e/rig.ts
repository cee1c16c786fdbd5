/**
 * A rig for engine tests: a database of its own, the queue, simulated nodes behind real SSH, and as many workers as the
 * test wants. Waits for facts by the engine's own notifications, never by sleeping.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { PgBoss } from 'pg-boss';
import type { Client } from '#db/client.ts';
import { groups, instances, nodes, products, services } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { viewOf } from '#db/queries/view.ts';
import { defaultCertificatePolicy } from '#server/core/certificate.ts';
import { defaultDriftPolicy } from '#server/core/drift.ts';
import { defaultLimits } from '#server/core/limits.ts';
import { domain } from '#server/core/names.ts';
import { Secret } from '#server/core/secret.ts';
import { isDone, isOver } from '#server/core/task.ts';
import type { ServiceView } from '#server/core/view.ts';
import { defaultRetry, secretsOf } from '#server/core/wish.ts';
import { Listener } from '#server/live/listener.ts';
import { makeLog } from '#server/log.ts';
import { fleetOf, keyRow } from '#server/panels/fleet.ts';
import { sealer } from '#server/seal.ts';
import { SshPool } from '#server/ssh/pool.ts';
import { redactor } from '#server/ssh/redact.ts';
import type { Engine } from '#server/tasks/engine.ts';
import { homeOf } from '#server/tasks/home.ts';
import { open, type Accepted, type Order } from '#server/tasks/open.ts';
import { EVENT_CHANNEL } from '#server/tasks/emit.ts';
import { verify } from '#server/tasks/verify.ts';
import { WAKE_CHANNEL } from '#server/tasks/wake.ts';
import { Worker, type WorkerOptions } from '#server/tasks/worker.ts';
import { nodeRoles, startFleet, type FleetWish, type NearFleet } from './stage.ts';

export interface RigOptions {
  databaseUrl: string;
  speed?: number;
  roles?: FleetWish['roles'];
  slots?: number;
  /** Stands for Let's Encrypt. */
  acme?: FleetWish['acme'];
  /** Seconds before a failed attempt is tried again; tests want it soon. */
  retry?: Partial<typeof defaultRetry>;
  /** Nameservers before a service goes live: without it all of them, since most tests are about what is whole. */
  quorum?: number;
  /** For tests of a node that has fallen silent: how long it is waited for. */
  patienceMs?: () => number;
  /** Lets a test stand between the engine and its nodes. */
  engine?: Partial<Engine>;
}
export interface Rig extends AsyncDisposable {
  client: Client;
  engine: Engine;
  fleet: NearFleet;
  pool: SshPool;
  /** Ids of the nodes, in the fleet's order. */
  nodeIds: readonly number[];
  order(wish?: Partial<Omit<Order, 'domain'>> & { domain?: string }): Promise<Accepted>;
  worker(options?: Partial<WorkerOptions>): Worker;
  view(serviceId: number): Promise<ServiceView>;
  /** Resolves when `test` holds for the service's view; asks again at each of the engine's notifications. */
  until(serviceId: number, test: (view: ServiceView) => boolean): Promise<ServiceView>;
}

/** A lease that lapses only because the machine is busy is work begun anew; tests of leases say how long theirs are. */
const CALM_LEASE_SECONDS = 15;
const quiet = makeLog('silent', 'test');
let ordered = 0;

async function stock(client: Client, fleet: NearFleet, engine: Engine, slots: number): Promise<number[]> {
  const names = fleet.nodes.filter((node) => nodeRoles(node.name).some((role) => role === 'dns')).map((node) => `${node.name}.brightwood.test`);
  const [group] = await client.db.insert(groups).values({ name: 'Test', nameservers: names.length > 0 ? names : ['ns1.brightwood.test'] }).returning();
  const groupId = group?.id ?? 0;
  await client.db.insert(instances).values({ name: 'Test', builtin: true });
  const rows = fleet.nodes.map((node, at) => ({
    groupId, name: node.name, roles: [...nodeRoles(node.name)], sshHost: '127.0.0.1', sshPort: node.port, slots,
    sshKey: engine.sealer.seal(fleet.key.privateKey.reveal(), keyRow(node.name)), fingerprint: node.fingerprint, ipv4: `203.0.113.${10 + at}`, hostname: `${node.name}.brightwood.test`,
  }));
  const added = await client.db.insert(nodes).values(rows).returning({ id: nodes.id });
  const roles = ['web', 'mail', 'dns'] as const;
  await client.db.insert(products).values({ slug: 'split', name: 'Split', mode: 'split', groupId, roles: roles.filter((role) => rows.some((row) => row.roles.includes(role))), limits: defaultLimits });
  await client.db.insert(products).values({ slug: 'unified', name: 'Unified', mode: 'unified', groupId, roles, limits: defaultLimits });
  return added.map((row) => row.id);
}

type Look = () => Promise<void>;

/** One look at a time: what is heard meanwhile is one more. */
function lookingAt(view: Rig['view'], waiting: Set<Look>): Rig['until'] {
  return (serviceId, test) => new Promise((done, fail) => {
    let looking = false;
    let again = false;
    const look: Look = async () => {
      again = looking;
      if (looking) return;
      looking = true;
      try {
        const now = await view(serviceId);
        if (test(now) && waiting.delete(look)) done(now);
      } catch (error) {
        fail(error);
      }
      looking = false;
      if (again && waiting.has(look)) void look();
    };
    waiting.add(look);
    void look();
  });
}

export async function makeRig(options: RigOptions): Promise<Rig> {
  const client = await testDatabase(options.databaseUrl);
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-rig-'));
  const fleet = await startFleet({ dir, speed: options.speed ?? 0, ...(options.roles && { roles: options.roles }), ...(options.acme && { acme: options.acme }) });
  const boss = new PgBoss({ connectionString: client.url, max: 4, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  const pool = new SshPool({ connectTimeoutMs: 3000, keepAliveMs: 5000, maxChannels: 8, ...(options.patienceMs && { patienceMs: options.patienceMs }) });
  const sealed = sealer(new Secret('0123456789abcdef0123456789abcdef'));
  const ssh = fleetOf(pool, sealed);
  const policy = { ...defaultRetry, baseSeconds: 0.05, capSeconds: 1, ...options.retry };
  const engine: Engine = {
    db: client.db, boss, sealer: sealed, callBacks: null, log: quiet, random: () => 0.5, policies: async () => ({ retry: { default: policy }, quorum: options.quorum ?? 8 }),
    panelOf: (node, io) => ssh.panelOf(node, io), redactor: (wish) => redactor(secretsOf(wish)), certificatePolicy: async () => defaultCertificatePolicy, driftPolicy: async () => defaultDriftPolicy,
    // Names point to their node as soon as there is one; what a simulated node without an authority answers is a refusal.
    resolve: async (name) => ({ name, points: 'here', missing: [], fault: null }), lookUp: async () => ({ nameservers: [], answers: [], fault: 'Nobody is asked' }), ...options.engine,
  };
  const nodeIds = await stock(client, fleet, engine, options.slots ?? 4);
  const workers: Worker[] = [];
  const waiting = new Set<Look>();
  const listener = new Listener({ url: client.url, log: quiet });
  listener.on(EVENT_CHANNEL, () => { for (const look of waiting) void look(); });
  listener.on(WAKE_CHANNEL, () => { for (const worker of workers) worker.kick(); });
  listener.onMissed(() => { for (const look of waiting) void look(); });
  await listener.start();

  const view = async (serviceId: number): Promise<ServiceView> => {
    const found = await viewOf(client.db, serviceId, homeOf);
    if (found === null) throw new Error(`Service ${serviceId} is not there`);
    return found;
  };
  const until = lookingAt(view, waiting);
  const [instance] = await client.db.select().from(instances).where(eq(instances.builtin, true));
  return {
    client, engine, fleet, pool, nodeIds, view, until,
    order: ({ domain: name, ...wish } = {}) => open(client.db, { boss, sealer: sealed, policies: engine.policies }, {
      instanceId: instance?.id ?? 0, externalId: `x${++ordered}`, clientId: '1', product: 'split', email: 'rosa@example.com', name: 'Rosa', password: new Secret('correct-horse-9'), options: {}, language: 'english', openedBy: 'Test',
      ...wish, domain: domain.parse(name ?? `customer${ordered}.com`),
    }),
    worker: (wish = {}) => {
      const worker = new Worker(engine, { id: `worker-${workers.length + 1}`, leaseSeconds: CALM_LEASE_SECONDS, pollMs: 200, sweepMs: 1000, ...wish });
      workers.push(worker);
      worker.start();
      return worker;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.stop(3000)));
      await listener.close();
      await pool.close();
      await boss.stop({ graceful: false });
      await fleet.stop();
      await client[Symbol.asyncDispose]();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export const allEnded = (view: ServiceView): boolean => view.tasks.every(({ status }) => isDone(status) || isOver(status));
/** What a verification finds on the nodes that is not as it is wished. */
export const differing = async (rig: Rig, id: number) => (await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine').map((one) => one.found);

export const serviceRow = async (rig: Rig, id: number) => (await rig.client.db.select().from(services).where(eq(services.id, id)))[0];
