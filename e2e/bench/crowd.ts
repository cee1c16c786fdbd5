/** A fleet with services on it: made on zero-time nodes by the product's own doors, then slowed to the pace that is wanted. */
import { defaultLimits } from '#server/core/limits.ts';
import type { Role } from '#server/core/names.ts';
import { Secret } from '#server/core/secret.ts';
import { secretsOf } from '#server/core/wish.ts';
import { defaultCertificatePolicy } from '#server/core/certificate.ts';
import { defaultDriftPolicy } from '#server/core/drift.ts';
import { defaultRetry } from '#server/core/wish.ts';
import { makeLog } from '#server/log.ts';
import { fleetOf } from '#server/panels/fleet.ts';
import { sealer } from '#server/seal.ts';
import { SshPool } from '#server/ssh/pool.ts';
import { redactor } from '#server/ssh/redact.ts';
import type { Engine } from '#server/tasks/engine.ts';
import type { SimFleet } from '#e2e/stage.ts';
import { PgBoss } from 'pg-boss';
import type { Placed } from './order-load.ts';
import { placeOrders } from './place.ts';
import { openStand, STAND_KEY, type Door, type Product, type Stand } from './stand.ts';

export interface CrowdWish {
  names: readonly string[];
  mode: string;
  roles: readonly Role[];
  services: number;
  slots: number;
}
export interface Crowd extends AsyncDisposable {
  stand: Stand;
  fleet: SimFleet;
  door: Door;
  worker: Product;
  nodeIds: readonly number[];
  placed: readonly Placed[];
  setSpeed(share: number): Promise<void>;
}

export const unlive = 'select count(*)::int as n from services where activated_at is null';

/** Nodes take all of it at once while it is made, and `slots` from then on. */
export async function openCrowd({ names, mode, roles, services, slots }: CrowdWish): Promise<Crowd> {
  const stand = await openStand();
  try {
    const fleet = await stand.fleet({ names, speed: 0 });
    const { staff, door, nodeIds } = await stand.furnish(await stand.start('web'), fleet, 16);
    const { rows: [group] } = await stand.client.pool.query<{ id: number }>('select id from groups');
    const product = `crowd-${mode}`;
    await staff.products.save.mutate({ slug: product, name: 'Crowd', mode, groupId: group?.id ?? 0, roles: [...roles], limits: defaultLimits, phpTemplate: 'default' });
    const own = { ...door, product };
    const worker = await stand.start('worker');
    const { placed } = await placeOrders(own, { name: 'crowd', count: services });
    await stand.until(60 + services, 'all live', unlive, (row) => row['n'] === 0);
    await stand.client.pool.query('update nodes set slots = $1', [slots]);
    return {
      stand, fleet, worker, nodeIds, placed, door: own,
      setSpeed: async (share) => { await Promise.all(fleet.nodes.map((node) => node.control({ op: 'speed', share }))); },
      [Symbol.asyncDispose]: () => stand[Symbol.asyncDispose](),
    };
  } catch (error) {
    await stand[Symbol.asyncDispose]();
    throw error;
  }
}

/** An engine in the bench's own process, over SSH, for what no person asks for by a door. `channels` are those it opened. */
export async function engineOn({ stand }: Pick<Crowd, 'stand'>): Promise<Engine> {
  const { client } = stand;
  const sealed = sealer(new Secret(STAND_KEY));
  const boss = new PgBoss({ connectionString: client.url, max: 2, schedule: false, supervise: false });
  boss.on('error', () => undefined);
  await boss.start();
  stand.onEnd(() => boss.stop({ graceful: false, close: true }));
  const pool = new SshPool({ connectTimeoutMs: 10_000, keepAliveMs: 10_000, maxChannels: 8 });
  stand.onEnd(() => pool.close());
  const ssh = fleetOf(pool, sealed);
  return {
    db: client.db, boss, sealer: sealed, callBacks: null, log: makeLog('warn', 'bench'), random: Math.random, policies: async () => ({ retry: { default: defaultRetry }, quorum: 1 }), certificatePolicy: async () => defaultCertificatePolicy, driftPolicy: async () => defaultDriftPolicy,
    resolve: async (name) => ({ name, points: 'unknown', missing: [], fault: 'Nobody is asked' }), lookUp: async () => ({ nameservers: [], answers: [], fault: 'Nobody is asked' }), panelOf: (node, io) => ssh.panelOf(node, io), redactor: (wish) => redactor(secretsOf(wish)),
  };
}
