/**
 * A fleet on which one deploy after another meets one fault, and what the nodes say of each afterwards: their state
 * without times, serials and names, and how often each object was created.
 */
import { sql } from 'drizzle-orm';
import { products } from '#db/schema/index.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import type { FaultOrder } from '#e2e/simnode/faults.ts';
import type { SimNode } from '#e2e/simnode/simnode.ts';
import type { Effect } from '#e2e/simnode/world.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { sendWakes } from '#server/tasks/wake.ts';

export type Role = 'web' | 'mail' | 'dns';
/** Index of the fault's node in the fleet. */
export const nodeAt: Record<Role, number> = { web: 0, mail: 1, dns: 2 };
/** Not HestiaCP's default, so that the step that sets it has something to do. */
export const PHP = 'PHP-8_2';
/** How long a node may be silent here; for real it is minutes. */
const PATIENCE_MS = 250;

export interface Stand extends AsyncDisposable {
  rig: Rig;
  node(role: Role): SimNode;
  /** Deploys one new service under faults on one node; answers it when it is live or has failed. */
  deploy(role: Role, faults: readonly FaultOrder[], heal?: RegExp): Promise<{ id: number; view: ServiceView }>;
  /** Waits, hurrying, until the service is live or has failed. */
  settled(id: number, heal?: { node: SimNode; when: RegExp }): Promise<ServiceView>;
  seen(id: number): Promise<Seen>;
}
/** What the nodes say of one service, in words that are the same for all services. */
export interface Seen {
  state: readonly unknown[];
  effects: readonly Record<string, Effect>[];
}

let served = 0;

/** The clock goes on to when the next thing is due, as it would by itself in seconds, minutes or an hour. */
export async function hurry({ client, engine }: Rig): Promise<void> {
  await client.db.execute(sql`update nodes set circuit_until = now() where circuit_until > now()`);
  const { rows } = await client.db.execute<{ node_id: number | null }>(sql`update tasks set run_at = now() where status in ('retrying', 'postponed') returning node_id`);
  await sendWakes(client.db, engine.boss, rows.map((row) => ({ node: row.node_id, after: 0 })));
}

async function untilSettled(rig: Rig, id: number, heal?: { node: SimNode; when: RegExp }): Promise<ServiceView> {
  return rig.until(id, (view) => {
    const held = view.tasks.filter((task) => task.status === 'retrying' || task.status === 'postponed');
    if (heal !== undefined && held.some((task) => heal.when.test(task.because ?? ''))) void heal.node.control({ op: 'clear' });
    if (held.length > 0) void hurry(rig);
    return view.service.state === 'active' || currentOperation(view)?.status === 'failed';
  });
}

/** Each word that is one service's own becomes a common one. */
function plainer(words: readonly (readonly [string, string])[]): (text: string) => string {
  return (text) => words.reduce((now, [own, common]) => now.replaceAll(own, common), text).replace(/p=[A-Za-z0-9+/=]+/g, 'p=KEY');
}

export async function seenOn(rig: Rig, id: number): Promise<Seen> {
  const { rows } = await rig.client.pool.query<{ domain: string; reference: string; limits: Record<string, number>; packages: { role: string; package: string }[] }>(`
    select s.domain, s.reference, s.desired->'limits' as limits, (select json_agg(distinct jsonb_build_object('role', role, 'package', package)) from placements p where p.service_id = s.id) as packages
    from services s where s.id = $1`, [id]);
  const [row] = rows;
  if (row === undefined) throw new Error(`Service ${id} is not there`);
  const plain = plainer([
    ...row.packages.map((each) => [each.package, `PACKAGE-${each.role}`] as const), [row.domain, 'DOMAIN'], [row.domain.replaceAll('.', '-'), 'LOGIN'], [row.reference.toLowerCase().replace('-', ''), 'MARKER'],
    // What an account that web and mail share may hold.
    [`"${(row.limits['web_disk_quota'] ?? 0) + (row.limits['mail_disk_quota'] ?? 0)}"`, '"disk_quotas"'],
    ...['web_disk_quota', 'mail_disk_quota', 'dns_records'].map((key) => [`"${row.limits[key] ?? ''}"`, `"${key}"`] as const),
  ]);
  const own = (text: string): boolean => text.includes('DOMAIN') || text.includes('LOGIN') || text.includes('PACKAGE-');
  const part = (all: object): Record<string, unknown> => Object.fromEntries(Object.entries(JSON.parse(plain(JSON.stringify(all))) as object).filter(([key]) => own(key)));
  const state = await Promise.all(rig.fleet.nodes.map(async (node) => {
    const { users, packages } = (await node.control({ op: 'state' })) as { users: object; packages: object };
    return { users: part(users), packages: part(packages) };
  }));
  const effects = await Promise.all(rig.fleet.nodes.map(async (node) => part((await node.control({ op: 'effects' })) as object) as Record<string, Effect>));
  return { state, effects };
}

export async function openStand(databaseUrl: string): Promise<Stand> {
  const rig = await makeRig({ databaseUrl, patienceMs: () => PATIENCE_MS });
  await rig.client.db.update(products).set({ phpTemplate: PHP });
  rig.worker({ pollMs: 50 });
  const node = (role: Role): SimNode => {
    const found = rig.fleet.nodes[nodeAt[role]];
    if (found === undefined) throw new Error(`The fleet has no ${role} node`);
    return found;
  };
  return {
    rig, node,
    async deploy(role, faults, when) {
      for (const fault of faults) await node(role).control({ op: 'fault', ...fault });
      const at = ++served;
      // Limits of its own, so that its packages are not there yet.
      const options = { web_disk_quota: 20_000 + at, mail_disk_quota: 30_000 + at, dns_records: 40_000 + at };
      const { id } = await rig.order({ domain: `fault-${at}.com`, options });
      const view = await untilSettled(rig, id, when && { node: node(role), when });
      return { id, view };
    },
    settled: (id, heal) => untilSettled(rig, id, heal),
    seen: (id) => seenOn(rig, id),
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  };
}
