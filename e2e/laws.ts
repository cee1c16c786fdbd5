/** The laws that can be read off the database, watched while a test runs and looked at when it ends. */
import { expect } from 'vitest';
import { moves } from '#server/core/task.ts';
import { reduce, type ServiceView } from '#server/core/view.ts';
import { eventsSince } from '#db/queries/view.ts';
import type { Rig } from './rig.ts';

const held = "status in ('running', 'cancelling')";

/** From here on every change of a task's status is judged where it happens; slots at the commit, since they are taken last. */
export async function watchLaws(rig: Rig): Promise<void> {
  const allowed = Object.entries(moves).flatMap(([from, to]) => to.map((one) => `'${from}>${one}'`)).join(', ');
  await rig.client.pool.query(`
    create table broken (what text);
    create function judge() returns trigger as $$
    begin
      if old.status <> new.status and (old.status || '>' || new.status) not in (${allowed}) then insert into broken values ('move ' || old.status || '>' || new.status); end if;
      if new.status in ('running', 'cancelling') and new.starts > old.starts then
        if exists (select from tasks o where o.service_id = new.service_id and o.generation < new.generation and o.operation_id is not null and o.${held}) then insert into broken values ('law 3: an older generation still runs beside task ' || new.id); end if;
        if new.blockers > new.spare or exists (select from task_edges e join tasks b on b.id = e.after_id where e.task_id = new.id and not e.copy and b.status not in ('succeeded', 'skipped')) then insert into broken values ('task ' || new.id || ' started before its predecessors'); end if;
        if exists (select from operations o join operations l on l.service_id = o.service_id and l.kind <> 'change' and l.finished_at is null where o.id = new.operation_id and o.kind = 'change') then insert into broken values ('law 4: a change started while an operation is open'); end if;
      end if;
      return null;
    end $$ language plpgsql;
    create trigger judge after update on tasks for each row execute function judge();
    create function judge_slots() returns trigger as $$
    begin
      if (select count(*) from tasks h where h.node_id = new.node_id and h.${held}) > (select slots from nodes where id = new.node_id) then insert into broken values ('law 7: too many tasks on node ' || new.node_id); end if;
      return null;
    end $$ language plpgsql;
    create constraint trigger judge_slots after update on tasks deferrable initially deferred for each row when (new.${held} and new.starts > old.starts) execute function judge_slots();`);
}

const nothing = async (rig: Rig, what: string, query: string): Promise<void> => expect({ [what]: (await rig.client.pool.query(query)).rows }).toEqual({ [what]: [] });

/** Holds at every moment between transactions. */
export async function lawsHold(rig: Rig): Promise<void> {
  await nothing(rig, 'judged', "select what from broken union all select 'unwatched' where to_regclass('broken') is null");
  await nothing(rig, 'in_flight is the tasks held', `select id, in_flight from nodes n where in_flight <> (select count(*) from tasks t where t.node_id = n.id and t.${held})`);
  await nothing(rig, 'blockers are the predecessors that are not done', `
    select id, blockers from tasks t where blockers <> (select count(*) from task_edges e join tasks b on b.id = e.after_id where e.task_id = t.id and b.status not in ('succeeded', 'skipped'))`);
  await nothing(rig, 'waiting has blockers, queued has none but copies that it can spare', "select id from tasks where (status = 'waiting' and blockers = 0) or (status = 'queued' and blockers > spare)");
  await nothing(rig, 'seq is gap-free', 'select s.id from services s left join events e on e.service_id = s.id group by s.id having count(e.seq) <> s.last_seq or max(e.seq) <> s.last_seq');
  await nothing(rig, 'one open lifecycle operation, and it is the newest', "select service_id from operations o where kind <> 'change' and finished_at is null and exists (select from operations n where n.service_id = o.service_id and n.kind <> 'change' and n.id > o.id)");
  await nothing(rig, 'an ended task has an ended last try', "select t.id from tasks t join attempts a on a.task_id = t.id where a.finished_at is null and (t.status not in ('running', 'cancelling') or a.number <> t.starts)");
}

/** Without what is history's, which no event tells: the usual times. */
export const plain = (view: ServiceView): ServiceView => ({
  ...view,
  // A view that is read whole has none: they say what changed since.
  items: [],
  operations: view.operations.map((one) => ({ ...one, usualMs: null })),
  tasks: view.tasks.map(({ usualMs: _, ...task }) => task),
});

/** What a watcher holds who saw every event is what one gets who asks now. */
export async function replayIsTheView(rig: Rig, serviceId: number): Promise<void> {
  const now = await rig.view(serviceId);
  const events = ((await eventsSince(rig.client.db, serviceId, 0, 100_000)) ?? []).filter((event) => event.seq <= now.seq);
  const empty: ServiceView = { seq: 0, service: { ...now.service, state: 'terminated', generation: 1, home: null }, operations: [], tasks: [], items: [] };
  const replayed = events.reduce((view, event) => {
    const { view: next, gap } = reduce(view, event);
    expect(gap).toBe(false);
    for (const operation of view.operations) {
      expect(next.operations.find((one) => one.id === operation.id)?.progress ?? 0, 'progress never steps back').toBeGreaterThanOrEqual(operation.progress);
    }
    return next;
  }, empty);
  expect(plain(replayed)).toEqual(plain(now));
}
