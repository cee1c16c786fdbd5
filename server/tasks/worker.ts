/** The worker: woken by NOTIFY, it asks each woken node for its best tasks and runs them under leases. */
import { sql } from 'drizzle-orm';
import type { Job } from 'pg-boss';
import { attempt } from './attempt.ts';
import { adopt, claim, look, type Sight } from './claim.ts';
import type { Engine } from './engine.ts';
import { finish } from './finish.ts';
import { pursueAll } from './pursue.ts';
import { giveBack, meetQuorums, promoteDue, reapLeases, sweep } from './reap.ts';
import type { TaskRow } from './rows.ts';
import { type Place, WAKE, type WakeJob } from './wake.ts';

export interface WorkerOptions {
  id: string;
  leaseSeconds: number;
  /** Tasks at once in this process, over all nodes. */
  capacity: number;
  /** Back-stop for delayed and lost wake-ups. */
  pollMs: number;
  sweepMs: number;
}
export const workerDefaults: Omit<WorkerOptions, 'id'> = { leaseSeconds: 15, capacity: 128, pollMs: 1000, sweepMs: 15_000 };

interface Running {
  task: TaskRow;
  abort: AbortController;
  ended: Promise<void>;
  /** When its lease was last known to be whole, in this process's own milliseconds. */
  leasedAt: number;
}

const BATCH = 100;
const QUIET_MS = 5000;

/** A work that is still going on when its time comes again is left to end. */
function oneAtATime(work: () => Promise<unknown>): () => Promise<unknown> {
  let going: Promise<unknown> | null = null;
  return () => (going ??= work().finally(() => { going = null; }));
}

export class Worker {
  readonly #engine: Engine;
  readonly #options: WorkerOptions;
  /** Not by task: one that was lost here may be claimed here again before the first start of it has let go. */
  readonly #running = new Set<Running>();
  readonly #draining = new Map<Place, { again: boolean; ended: Promise<void> }>();
  readonly #timers: NodeJS.Timeout[] = [];
  #waiters: (() => void)[] = [];
  #pumping: Promise<void> | null = null;
  #kicked = false;
  #stopping = false;
  #complainedAt = -QUIET_MS;
  /** Claims under way: each may become a running task. */
  #reserved = 0;

  constructor(engine: Engine, options: Pick<WorkerOptions, 'id'> & Partial<WorkerOptions>) {
    this.#engine = engine;
    this.#options = { ...workerDefaults, ...options };
  }

  get busy(): number {
    return this.#running.size;
  }

  start(): void {
    const { pollMs, sweepMs, leaseSeconds } = this.#options;
    const lease = leaseSeconds * 1000;
    const at = (ms: number, work: () => Promise<unknown>) => this.#timers.push(setInterval(() => void work().catch((error: unknown) => this.#complain(error)), ms));
    at(pollMs, async () => this.kick());
    // A renewal that hangs must not keep the next one, nor the watch over both, from their time.
    at(lease / 3, () => this.#renew());
    at(lease / 12, async () => this.#letGo());
    const every = (ms: number, work: () => Promise<unknown>) => at(ms, oneAtATime(work));
    // Who lost a lease had wake-ups in hand too, and took them along.
    every(lease / 6, async () => { if ((await reapLeases(this.#engine)) > 0) await sweep(this.#engine); });
    every(sweepMs, () => sweep(this.#engine));
    this.recover();
  }

  /** The database was away, or this worker was: wakes every place that has something to do, without waiting for the next sweep. */
  recover(): void {
    void sweep(this.#engine).catch((error: unknown) => this.#complain(error));
    this.kick();
  }

  /** Something may be there to do; called on every NOTIFY. Never waits. */
  kick(): void {
    if (this.#stopping) return;
    this.#kicked = true;
    this.#pumping ??= this.#pump()
      .catch((error: unknown) => this.#complain(error))
      .finally(() => {
        this.#pumping = null;
        if (this.#kicked) this.kick();
      });
  }

  /** Takes nothing new, lets running tasks end for up to `drainMs`, then gives their leases back. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true;
    this.#free();
    await Promise.race([this.#allEnded(), new Promise((done) => setTimeout(done, drainMs).unref())]);
    for (const timer of this.#timers) clearInterval(timer);
    for (const { abort } of this.#running) abort.abort(new Error('The worker is shutting down'));
    await giveBack(this.#engine, this.#options.id).catch((error: unknown) => this.#complain(error));
  }

  async #allEnded(): Promise<void> {
    await this.#pumping;
    await Promise.allSettled([...this.#draining.values()].map(({ ended }) => ended));
    while (this.#running.size > 0) await Promise.all([...this.#running].map(({ ended }) => ended));
  }

  #complain(error: unknown): void {
    // Without its database every timer fails, many times a second: that is said once in a while.
    if (performance.now() - this.#complainedAt < QUIET_MS) return;
    this.#complainedAt = performance.now();
    this.#engine.log.error({ err: error }, 'The worker could not reach its database, or a task could not be written; it goes on');
  }

  async #pump(): Promise<void> {
    while (this.#kicked && !this.#stopping) {
      this.#kicked = false;
      await this.#room();
      const jobs = await this.#engine.boss.fetch<WakeJob>(WAKE, { batchSize: BATCH });
      if (jobs.length === 0) continue;
      // A kick during the fetch stands: what it told of may not have been seen.
      if (jobs.length === BATCH) this.#kicked = true;
      this.#serve(jobs);
    }
  }

  /** Each woken node is drained on its own: a slow one keeps no other waiting. A job ends when all that it woke are drained. */
  #serve(jobs: readonly Job<WakeJob>[]): void {
    const woken = new Set(jobs.flatMap((job) => job.data.nodes ?? []));
    const drains = new Map([...woken].map((node) => [node, this.#drainOnce(node)]));
    for (const alike of Map.groupBy(jobs, (job) => String(job.data.nodes)).values()) {
      void Promise.all((alike[0]?.data.nodes ?? []).map((node) => drains.get(node)))
        .then(() => this.#engine.boss.deleteJob(WAKE, alike.map((job) => job.id)))
        .catch((error: unknown) => this.#complain(error));
    }
  }

  /** One drain per node at a time; a wake-up that comes meanwhile makes it look once more. */
  #drainOnce(node: Place): Promise<void> {
    const current = this.#draining.get(node);
    if (current !== undefined) {
      current.again = true;
      return current.ended;
    }
    const state = { again: false, ended: Promise.resolve() };
    this.#draining.set(node, state);
    state.ended = this.#drain(node, state);
    return state.ended;
  }

  async #drain(node: Place, state: { again: boolean }): Promise<void> {
    try {
      do {
        state.again = false;
        await this.#work(node);
      } while (state.again);
    } finally {
      // In the same breath as the last look at `again`: a wake-up in between would be nobody's.
      this.#draining.delete(node);
    }
  }

  /** Until nothing more fits. Each look is a claim that is reserved before: what it finds must be taken at once. */
  async #work(node: Place): Promise<void> {
    if (node === null) {
      await pursueAll(this.#engine);
      await meetQuorums(this.#engine);
    }
    while (await this.#reserve()) {
      const leasedAt = performance.now();
      try {
        const { due, orphan, best } = await look(this.#engine.db, node);
        if (due) await promoteDue(this.#engine, node);
        else if (orphan === null && best === null) return;
        else if (!(await this.#take(node, orphan, best, leasedAt))) return;
      } finally {
        this.#reserved--;
        this.#free();
      }
    }
  }

  /** Answers false when the node has no slot left. */
  async #take(node: Place, orphan: Sight['orphan'], best: Sight['best'], leasedAt: number): Promise<boolean> {
    const { db, boss } = this.#engine;
    const taker = { worker: this.#options.id, leaseSeconds: this.#options.leaseSeconds };
    const task = orphan !== null ? await adopt(db, boss, orphan, taker) : best !== null ? await claim(db, boss, node, best, taker) : 'none';
    if (typeof task !== 'string') this.#run(task, leasedAt);
    return task !== 'none';
  }

  async #room(): Promise<void> {
    while (this.#running.size + this.#reserved >= this.#options.capacity && !this.#stopping) await new Promise<void>((done) => this.#waiters.push(done));
  }

  /** Looks and takes in one breath: many drains wake when one task ends. False when the worker stops. */
  async #reserve(): Promise<boolean> {
    while (this.#running.size + this.#reserved >= this.#options.capacity && !this.#stopping) await this.#room();
    if (!this.#stopping) this.#reserved++;
    return !this.#stopping;
  }

  #free(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  #run(task: TaskRow, leasedAt: number): void {
    const abort = new AbortController();
    const one: Running = { task, abort, ended: Promise.resolve(), leasedAt };
    this.#running.add(one);
    one.ended = attempt(this.#engine, task, abort.signal)
      // An attempt that was told to stop has no say any more: its lease is somebody else's.
      .then(async (tried) => (abort.signal.aborted ? undefined : this.#finish(task, tried)))
      .catch((error: unknown) => this.#complain(error))
      .finally(() => {
        this.#running.delete(one);
        this.#free();
      });
  }

  /** The database may be away for a moment when the step ends; while the lease holds, the result is worth keeping. */
  async #finish(task: TaskRow, tried: Awaited<ReturnType<typeof attempt>>): Promise<void> {
    const until = performance.now() + this.#options.leaseSeconds * 1000;
    for (;;) {
      try {
        await finish(this.#engine, task, tried);
        return;
      } catch (error) {
        if (performance.now() > until) throw error;
        this.#complain(error);
        await new Promise((done) => setTimeout(done, 200));
      }
    }
  }

  /** One statement renews all leases; whoever is not in its answer has lost his. */
  async #renew(): Promise<void> {
    const held = [...this.#running].filter(({ abort }) => !abort.signal.aborted);
    if (held.length === 0) return;
    const asked = performance.now();
    const { rows } = await this.#engine.db.execute<{ id: number; starts: number }>(sql`
      update tasks set lease_until = clock_timestamp() + make_interval(secs => ${this.#options.leaseSeconds})
      where id = any(${sql.param(held.map(({ task }) => task.id))}::int[]) and worker = ${this.#options.id} and status in ('running', 'cancelling') returning id, starts`);
    const ours = new Map(rows.map((row) => [row.id, row.starts]));
    for (const one of held) {
      if (ours.get(one.task.id) === one.task.starts) one.leasedAt = asked;
      else one.abort.abort(new Error('The lease was lost'));
    }
  }

  /** What could not be renewed for two thirds of its lease is let go of, before somebody else takes it. */
  #letGo(): void {
    const oldest = performance.now() - (this.#options.leaseSeconds * 2000) / 3;
    for (const { leasedAt, abort } of this.#running) if (leasedAt < oldest) abort.abort(new Error('The lease could not be renewed'));
  }
}
