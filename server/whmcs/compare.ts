/** Once a night: the services that WHMCS has against ours, both ways. It only looks; what fits nothing is listed for staff. */
import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { instances, services, strays } from '#db/schema/index.ts';
import type { Wanted } from '#server/core/lifecycle.ts';
import type { Log } from '#server/log.ts';
import type { Sealer } from '#server/seal.ts';
import { accessOf, type InstanceRow, noteCalled } from './access.ts';
import { products, type WhmcsProduct } from './actions.ts';
import type { Called } from './client.ts';

interface Deps {
  db: Db;
  sealer: Sealer;
  log: Log;
}
type Stray = Omit<typeof strays.$inferInsert, 'instanceId' | 'seenAt'>;
interface Ours {
  externalId: string;
  domain: string;
  wanted: Wanted;
  live: boolean;
  /** Ordered while WHMCS was being read, it may not have been in its list yet. */
  fresh: boolean;
}

const PAGE = 250;
/** From the answer on, as much as one WHMCS can have. */
const MOST = 100_000;
const ENDED = new Set(['Terminated', 'Cancelled', 'Fraud']);

async function all(deps: Deps, row: InstanceRow, signal: AbortSignal | undefined): Promise<Called<readonly WhmcsProduct[]>> {
  const access = accessOf(deps.sealer, row);
  if (access === null) return { is: 'refused', message: 'It has no API credential', why: 'access' };
  const found: WhmcsProduct[] = [];
  for (;;) {
    const called = await products(access, { start: found.length, size: PAGE }, signal === undefined ? {} : { signal });
    await noteCalled(deps.db, row.id, called);
    if (called.is !== 'ok') return called;
    found.push(...called.data.products);
    if (called.data.products.length === 0 || found.length >= Math.min(called.data.totalresults, MOST)) return { is: 'ok', data: found };
  }
}

function differs(ours: Ours, theirs: WhmcsProduct): string | null {
  if (theirs.domain !== '' && theirs.domain.toLowerCase() !== ours.domain) return `Its domain is ${ours.domain} here and ${theirs.domain} in WHMCS`;
  if (ours.live && ENDED.has(theirs.status)) return `It is ${theirs.status} in WHMCS and still stands here`;
  if (!ours.live && (theirs.status === 'Active' || theirs.status === 'Suspended')) return `It is ${theirs.status} in WHMCS and was terminated here`;
  if (ours.live && ours.wanted === 'suspended' && theirs.status === 'Active') return 'It is Active in WHMCS and suspended here';
  return ours.live && ours.wanted === 'active' && theirs.status === 'Suspended' ? 'It is Suspended in WHMCS and active here' : null;
}

/** `host`: by which WHMCS knows this server; without it nothing there can be told to be ours. */
export function compared(ours: readonly Ours[], theirs: readonly WhmcsProduct[], host: string | null): readonly Stray[] {
  const here = new Map(ours.map((one) => [one.externalId, one]));
  const there = new Map(theirs.map((one) => [one.id, one]));
  const missingThere = ours.filter(({ externalId, live, fresh }) => live && !fresh && !there.has(externalId)).map(({ externalId, domain }): Stray => ({ externalId, domain, found: 'missing-there', detail: 'It stands here and WHMCS does not know it' }));
  const missingHere = theirs.filter(({ id, status, serverhostname }) => host !== null && serverhostname.toLowerCase() === host && (status === 'Active' || status === 'Suspended') && !here.has(id))
    .map(({ id, domain, status }): Stray => ({ externalId: id, domain, found: 'missing-here', detail: `It is ${status} in WHMCS and was never ordered here` }));
  const different = ours.flatMap((one): Stray[] => {
    const other = there.get(one.externalId);
    const detail = other === undefined ? null : differs(one, other);
    return detail === null ? [] : [{ externalId: one.externalId, domain: one.domain, found: 'differs', detail }];
  });
  return [...missingThere, ...missingHere, ...different];
}

/** Answers how many were found. */
export async function compareInstance(deps: Deps, row: InstanceRow, publicUrl: string | null, signal?: AbortSignal): Promise<Called<number>> {
  const there = await all(deps, row, signal);
  if (there.is !== 'ok') return there;
  const found = await deps.db.transaction(async (tx) => {
    const ours = await tx.select({ externalId: services.externalId, domain: services.domain, wanted: services.wanted, live: services.live, fresh: sql<boolean>`${services.createdAt} > now() - interval '1 hour'` }).from(services).where(eq(services.instanceId, row.id));
    const rows = compared(ours, there.data, publicUrl === null ? null : new URL(publicUrl).hostname);
    await tx.delete(strays).where(eq(strays.instanceId, row.id));
    for (let at = 0; at < rows.length; at += 1000) await tx.insert(strays).values(rows.slice(at, at + 1000).map((one) => ({ ...one, instanceId: row.id })));
    await tx.update(instances).set({ comparedAt: sql`now()`, compareAt: sql`date_trunc('day', now()) + interval '1 day 3 hours' + random() * interval '2 hours'` }).where(eq(instances.id, row.id));
    return rows.length;
  });
  return { is: 'ok', data: found };
}

/** Takes what is due by moving its time on: one that does not answer is asked again in an hour. */
export async function compareDue(deps: Deps, publicUrl: string | null, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const { rows: [due] } = await deps.db.execute<{ id: number }>(sql`
      update instances set compare_at = now() + interval '1 hour' where id = (select id from instances where api_secret is not null and coalesce(compare_at, '-infinity') <= now() order by id limit 1 for update skip locked) returning id`);
    const [row] = due === undefined ? [] : await deps.db.select().from(instances).where(eq(instances.id, due.id));
    if (row === undefined) return;
    const called = await compareInstance(deps, row, publicUrl, signal);
    if (called.is !== 'ok') deps.log.warn({ instance: row.name, why: called.message }, 'The services of a WHMCS could not be compared with ours; in an hour again');
  }
}
