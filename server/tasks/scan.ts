/**
 * The nightly look at every service: spread over a window by a hash of the service, shared by all workers, by looks of its
 * own that take no slot and no channel of a task and give way to what somebody waits for. What it finds is written like a
 * person's look; it mends only when told to.
 */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type DriftPolicy, driftView, nightAt } from '#server/core/drift.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { lookAtItems } from './items-look.ts';
import { priorities } from './plan.ts';
import { type Background, lookOver, noteLook, openRepair } from './verify.ts';

/** Services at once in one process. */
const AT_ONCE = 8;
/** How long one look at a node gives way to what somebody waits for there, and how often it asks. */
const PATIENCE_MS = 10_000;
const CALM_MS = 250;

/** Multiples of the golden ratio: services that were ordered one after another stand far apart in the night, and always at the same place. */
const share = sql`((id::bigint * 2654435761) % 4294967296) / 4294967296.0`;

interface Taken extends Record<string, unknown> {
  id: number;
  /** Not for the night, but because it was mended. */
  again: boolean;
}

/**
 * Takes one service by writing its night down: a worker that dies with it costs one night. A clock that steps back finds the
 * night written; one that was a day or more ahead is forgotten. Not while anything of it moves, which would look like drift.
 */
async function takeDue({ db }: Engine, policy: DriftPolicy, now: Date): Promise<Taken | null> {
  const tonight = policy.on ? nightAt(now, policy) : null;
  const due = tonight === null ? sql`false` : sql`(${share} <= ${tonight.share}::float and (scanned_night is null or scanned_night < ${tonight.night}::date or scanned_night > ${tonight.night}::date + 1))`;
  const { rows } = await db.execute<Taken>(sql`
    with due as (
      select id, not ${due} as again from services s where live and state in ('active', 'suspended') and (scan_wanted or ${due})
        and not exists (select 1 from operations o where o.service_id = s.id and o.kind <> 'change' and o.finished_at is null)
        and not exists (select 1 from tasks t where t.service_id = s.id and t.status in ('running', 'cancelling'))
      order by scan_wanted desc, scanned_night nulls first, id limit 1 for no key update of s skip locked)
    update services s set scan_wanted = false, scanned_night = case when due.again then scanned_night else ${tonight?.night ?? null}::date end from due where s.id = due.id returning s.id, due.again`);
  return rows[0] ?? null;
}

/** Until nothing runs at a node that somebody waits for, and no longer than its patience: a node that is never idle is looked at too. */
async function calm({ db }: Engine, nodeId: number, signal: AbortSignal): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await setTimeout(CALM_MS, undefined, { signal })) {
    const { rows } = await db.execute(sql`select 1 from tasks where node_id = ${nodeId} and status in ('running', 'cancelling') and priority > ${priorities.background} limit 1`);
    if (rows.length === 0) return;
  }
}

function gates(engine: Engine, signal: AbortSignal): Background['gate'] {
  const last = new Map<number, Promise<unknown>>();
  return (nodeId, look) => {
    const mine = (last.get(nodeId) ?? Promise.resolve()).then(() => calm(engine, nodeId, signal)).then(look);
    last.set(nodeId, mine.catch(() => undefined));
    return mine;
  };
}

async function scan(engine: Engine, { id, again }: Taken, background: Background, repair: boolean): Promise<void> {
  const look = await lookOver(engine, id, background);
  await lookAtItems(engine, id, { background });
  if (!(await noteLook(engine, id, look, true)) || !repair || again) return;
  const steps = await openRepair(engine, id, look.drift, { by: 'Hostwright', background: true });
  if (steps > 0) engine.log.info({ service: id, steps, drift: driftView(look.drift, look.drift.generation) }, 'A service differed from what is wished and is repaired');
}

/** The worker is shut down, and another one is to look; or the service has ended or changed meanwhile. */
async function cutShort({ db, log }: Engine, { id }: Taken, error: unknown, signal: AbortSignal): Promise<void> {
  if (signal.aborted) await db.execute(sql`update services set scan_wanted = true where id = ${id}`);
  else if (!(error instanceof Refused)) log.error({ err: error, service: id }, 'A nightly look is broken');
}

/** All that are due, a few at a time. Answers how many it took. `now` is Postgres's clock where it is not said. */
export async function scanDue(engine: Engine, signal: AbortSignal, now?: Date): Promise<number> {
  const policy = await engine.driftPolicy();
  const { rows: [clock] } = await engine.db.execute<{ now: string }>(sql`select now() as now`);
  const at = now ?? new Date(clock?.now ?? '');
  const background: Background = { signal, gate: gates(engine, signal) };
  let taken = 0;
  const drain = async (): Promise<void> => {
    while (!signal.aborted) {
      const due = await takeDue(engine, policy, at);
      if (due === null) return;
      taken++;
      await scan(engine, due, background, policy.repair).catch((error: unknown) => cutShort(engine, due, error, signal));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, drain));
  return taken;
}
