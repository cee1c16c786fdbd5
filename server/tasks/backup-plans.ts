/** Backups that are made by themselves: what people set, and the rounds that find what is due. */
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { itemsOf, itemView } from '#db/queries/items.ts';
import { backupPlans, items } from '#db/schema/index.ts';
import { type BackupPlan, type Kept, newPlan, nextBackup, placeFor, shareOf, surplusOf } from '#server/core/backup-plan.ts';
import { type BackupKind, type BackupSettings, backupKinds, backupRole } from '#server/core/items/backup.ts';
import { itemRules } from '#server/core/items/index.ts';
import { taskOfItem } from '#server/core/items/item.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { rewritten } from './item.ts';
import { mostIn, openSubject, placeOf, taskFor } from './items.ts';
import type { Policies } from './policy.ts';
import { retryOver } from './retry.ts';

export interface PlanView extends BackupPlan {
  kind: BackupKind;
  nextAt: string | null;
  /** Why the last one was not made. */
  trouble: string | null;
}

export async function plansOf({ db }: Engine, serviceId: number): Promise<readonly PlanView[]> {
  const rows = await db.select().from(backupPlans).where(eq(backupPlans.serviceId, serviceId));
  return backupKinds.map((kind) => {
    const row = rows.find((one) => one.kind === kind);
    return row === undefined ? { kind, ...newPlan, nextAt: null, trouble: null } : { kind, every: row.every, hour: row.hour, weekday: row.weekday, keep: row.keep, nextAt: row.nextAt?.toISOString() ?? null, trouble: row.trouble };
  });
}

/** Throws `Refused`: more would be kept than there may be, or the service is not to be changed now. */
export async function savePlan(engine: Engine, serviceId: number, kind: BackupKind, plan: BackupPlan): Promise<PlanView> {
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    placeOf(subject, backupRole[kind]);
    const most = mostIn(subject, kind);
    if (plan.every !== 'off' && most !== null && plan.keep > most) throw new Refused('CONFLICT', most === 0 ? 'Your plan has no backups' : `There may be ${most} at a time: keep at most so many`, 'keep');
    const { rows: [clock] } = await tx.execute<{ now: string }>(sql`select now() as now`);
    const nextAt = nextBackup(plan, new Date(clock?.now ?? ''), shareOf(serviceId));
    const row = { ...plan, nextAt, trouble: null };
    await tx.insert(backupPlans).values({ serviceId, kind, ...row }).onConflictDoUpdate({ target: [backupPlans.serviceId, backupPlans.kind], set: row });
    return { kind, ...plan, nextAt: nextAt?.toISOString() ?? null, trouble: null };
  });
}

interface Due extends Record<string, unknown> {
  service_id: number;
  kind: BackupKind;
  every: BackupPlan['every'];
  hour: number;
  weekday: number;
  keep: number;
}

const columns = sql.raw('p.service_id, p.kind, p.every, p.hour, p.weekday, p.keep');
/** Not while the service is suspended, or anything greater goes on with it. */
const isReady = sql`s.live and s.state = 'active' and s.wanted = 'active' and not exists (select 1 from operations o where o.service_id = s.id and o.kind <> 'change' and o.finished_at is null)`;
const planAt = (serviceId: number, kind: BackupKind) => and(eq(backupPlans.serviceId, serviceId), eq(backupPlans.kind, kind));

/** Takes one that is due by moving its time on: a worker that dies with it costs one turn. */
async function takeDue(engine: Engine, now: Date): Promise<Due | null> {
  return engine.db.transaction(async (tx) => {
    const { rows: [due] } = await tx.execute<Due>(sql`
      select ${columns} from backup_plans p join services s on s.id = p.service_id where p.next_at <= ${now.toISOString()}::timestamptz and ${isReady} order by p.next_at limit 1 for update of p skip locked`);
    if (due === undefined) return null;
    await tx.update(backupPlans).set({ nextAt: nextBackup(due, now, shareOf(due.service_id)) }).where(planAt(due.service_id, due.kind));
    return due;
  });
}

/** One whose newest is made, or will not be. */
async function takeUntidy({ db }: Engine): Promise<Due | null> {
  const { rows } = await db.execute<Due>(sql`
    with one as (select ${columns} from backup_plans p join services s on s.id = p.service_id
      where p.untidy and ${isReady} and not exists (select 1 from items i where i.service_id = p.service_id and i.kind = p.kind and i.known is null and i.wish ->> 'from' = 'schedule')
      limit 1 for update of p skip locked)
    update backup_plans p set untidy = false from one where p.service_id = one.service_id and p.kind = one.kind returning ${columns}`);
  return rows[0] ?? null;
}

const FULL = 'Every place is taken by backups that were made by hand: none was made';

/** One of an earlier turn that is not there yet is what this turn wants, too. Answers whether there is one. */
async function again(tx: Tx, engine: Engine, { service_id: serviceId, kind }: Due, policies: Policies): Promise<boolean> {
  const { items: all, tasks } = await itemsOf(tx, serviceId, kind);
  const late = all.find(({ known, wish }) => known === null && (wish as BackupSettings | null)?.from === 'schedule');
  const task = late === undefined ? null : taskOfItem(late.id, tasks);
  if (task === null) return late !== undefined;
  const { rows } = await tx.execute<{ id: number }>(sql`select id from tasks where operation_id = ${task.operationId}`);
  await retryOver(tx, engine, serviceId, { taskIds: rows.map(({ id }) => id), policies, by: 'Hostwright' });
  return true;
}

const ofKind = (serviceId: number, kind: BackupKind) => and(eq(items.serviceId, serviceId), eq(items.kind, kind));
const kept = async (tx: Tx, serviceId: number, kind: BackupKind): Promise<readonly Kept[]> =>
  (await tx.select().from(items).where(and(ofKind(serviceId, kind), isNotNull(items.wish)))).map(({ id, known }) => ({ id, known: known as BackupSettings | null }));

/** Marks those that go; nobody waits for it, and nobody is asked. */
async function going(tx: Tx, ids: readonly number[]): Promise<readonly (typeof items.$inferSelect)[]> {
  const rows = ids.length === 0 ? [] : await tx.select().from(items).where(inArray(items.id, [...ids]));
  return Promise.all(rows.map((row) => rewritten(tx, row, { wish: null, before: row.wish })));
}

async function makeOne(tx: Tx, engine: Engine, due: Due, policies: Policies): Promise<void> {
  const { service_id: serviceId, kind } = due;
  const subject = await openSubject(tx, serviceId);
  if (await again(tx, engine, due, policies)) return;
  const first = placeFor(await kept(tx, serviceId, kind), mostIn(subject, kind));
  await tx.update(backupPlans).set({ trouble: first === null ? FULL : null, untidy: first !== null }).where(planAt(serviceId, kind));
  if (first === null) return;
  const taken = await tx.select({ name: items.name }).from(items).where(ofKind(serviceId, kind));
  const wish: BackupSettings = { from: 'schedule', archive: null };
  const [made] = await tx.insert(items).values({ serviceId, kind, name: itemRules[kind].nameFor?.(taken.map(({ name }) => name)) ?? '', wish }).returning();
  if (made === undefined) throw new Error('An item was not written');
  const gone = await going(tx, first);
  const deletes = gone.map((row): PlannedTask => ({ ...taskFor(subject, row, 'remove'), key: `delete ${row.id}` }));
  const plan = [...deletes, { ...taskFor(subject, made, 'add'), after: deletes.map(({ key }) => key) }];
  await openChange(tx, engine, subject, { plan, openedBy: 'Hostwright', policies, background: true, items: [made, ...gone].map(itemView) });
}

async function tidyOne(tx: Tx, engine: Engine, { service_id: serviceId, kind, keep }: Due, policies: Policies): Promise<void> {
  const subject = await openSubject(tx, serviceId);
  const gone = await going(tx, surplusOf(await kept(tx, serviceId, kind), keep));
  if (gone.length === 0) return;
  const plan = gone.map((row): PlannedTask => ({ ...taskFor(subject, row, 'remove'), key: `delete ${row.id}` }));
  await openChange(tx, engine, subject, { plan, openedBy: 'Hostwright', policies, background: true, items: gone.map(itemView) });
}

/** All that are due, and what is too many since the last ones were made. Answers how many it took. `now` is Postgres's clock where it is not said. */
export async function backupsDue(engine: Engine, signal: AbortSignal, now?: Date): Promise<number> {
  const { rows: [clock] } = await engine.db.execute<{ now: string }>(sql`select now() as now`);
  const at = now ?? new Date(clock?.now ?? '');
  const policies = await engine.policies();
  let taken = 0;
  for (const [take, work] of [[takeUntidy, tidyOne], [takeDue, makeOne]] as const) {
    while (!signal.aborted) {
      const due = await take(engine, at);
      if (due === null) break;
      taken++;
      // Suspended or ended meanwhile: its next turn comes.
      await engine.db.transaction((tx) => work(tx, engine, due, policies)).catch((error: unknown) => { if (!(error instanceof Refused)) engine.log.error({ err: error, service: due.service_id }, 'A scheduled backup could not be begun'); });
    }
  }
  return taken;
}
