/** The worker: woken by NOTIFY, it asks each woken node for its best tasks and runs them under leases. */
import { sql } from 'drizzle-orm';
import type { Job } from 'pg-boss';
import { attempt } from './attempt.ts';
import { claim } from './claim.ts';
import type { Engine } from './engine.ts';
import { finish } from './finish.ts';
import { promoteDue, reapLeases, sweep } from './reap.ts';
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
}

const BATCH = 100;

export class Worker {
  readonly #engine: Engine;
  readonly #options: WorkerOptions;
  readonly #running = new Map<number, Running>();
  readonly #draining = new Map<Place, { again: boolean; ended: Promise<void> }>();
  readonly #timers: NodeJS.Timeout[] = [];
  #waiters: (() => void)[] = [];
  #pumping: Promise<void> | null = null;
  #kicked = false;
  #stopping = false;
  #renewedAt = performance.now();

  constructor(engine: Engine, options: Pick<WorkerOptions, 'id'> & Partial<WorkerOptions>) {
    this.#engine = engine;
    this.#options = { ...workerDefaults, ...options };
  }

  get busy(): number {
    return this.#running.size;
  }

  start(): void {
    const { pollMs, sweepMs, leaseSeconds } = this.#options;
    const every = (ms: number, work: () => Promise<unknown>) => this.#timers.push(setInterval(() => void work().catch((error: unknown) => this.#complain(error)), ms));
    every(pollMs, async () => this.kick());
    every((leaseSeconds * 1000) / 3, () => this.#renew());
    every((leaseSeconds * 1000) / 3, () => reapLeases(this.#engine));
    every(sweepMs, () => sweep(this.#engine));
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
    await this.#pumping;
    await Promise.race([this.#allEnded(), new Promise((done) => setTimeout(done, drainMs).unref())]);
    for (const timer of this.#timers) clearInterval(timer);
    for (const { abort } of this.#running.values()) abort.abort(new Error('The worker is shutting down'));
    await this.#giveBack();
  }

  async #allEnded(): Promise<void> {
    await Promise.all([...this.#draining.values()].map(({ ended }) => ended));
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  /** What could not end in time is lapsed at once, so that another worker finds it without waiting for the lease. */
  async #giveBack(): Promise<void> {
    const held = [...this.#running.keys()];
    if (held.length === 0) return;
    await this.#engine.db.execute(sql`update tasks set lease_until = now() - interval '1 second' where id = any(${sql.param(held)}::int[]) and worker = ${this.#options.id}`);
    await reapLeases(this.#engine);
  }

  #complain(error: unknown): void {
    this.#engine.log.error({ err: error }, 'The worker could not reach its database, or a task could not be written; it goes on');
  }

  async #pump(): Promise<void> {
    while (this.#kicked && !this.#stopping) {
      this.#kicked = false;
      await this.#room();
      const jobs = await this.#engine.boss.fetch<WakeJob>(WAKE, { batchSize: BATCH });
      if (jobs.length === 0) continue;
      this.#kicked = jobs.length === BATCH;
      this.#serve(jobs);
    }
  }

  /** Each woken node is drained on its own: a slow one keeps no other waiting. Its jobs end when it is drained. */
  #serve(jobs: readonly Job<WakeJob>[]): void {
    const byNode = Map.groupBy(jobs, (job) => job.data.node);
    for (const [node, woken] of byNode) {
      const ids = woken.map((job) => job.id);
      void this.#drainOnce(node)
        .then(() => this.#engine.boss.deleteJob(WAKE, ids))
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
    state.ended = this.#drain(node, state).finally(() => this.#draining.delete(node));
    return state.ended;
  }

  async #drain(node: Place, state: { again: boolean }): Promise<void> {
    do {
      state.again = false;
      await promoteDue(this.#engine, node);
      for (;;) {
        await this.#room();
        if (this.#stopping) return;
        const task = await claim(this.#engine.db, this.#engine.boss, node, this.#options.id, this.#options.leaseSeconds);
        if (task === 'none') break;
        if (task !== 'lost') this.#run(task);
      }
    } while (state.again);
  }

  async #room(): Promise<void> {
    while (this.#running.size >= this.#options.capacity && !this.#stopping) await new Promise<void>((done) => this.#waiters.push(done));
  }

  #free(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  #run(task: TaskRow): void {
    const abort = new AbortController();
    const ended = attempt(this.#engine, task, abort.signal)
      // An attempt that was told to stop has no say any more: its lease is somebody else's.
      .then(async (tried) => (abort.signal.aborted ? undefined : this.#finish(task, tried)))
      .catch((error: unknown) => this.#complain(error))
      .finally(() => {
        this.#running.delete(task.id);
        this.#free();
      });
    this.#running.set(task.id, { task, abort, ended });
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

  /** One statement renews all leases; without success for two thirds of a lease the work stops by itself. */
  async #renew(): Promise<void> {
    const held = [...this.#running.values()];
    if (held.length === 0) {
      this.#renewedAt = performance.now();
      return;
    }
    try {
      const { rows } = await this.#engine.db.execute<{ id: number; starts: number }>(sql`
        update tasks set lease_until = now() + make_interval(secs => ${this.#options.leaseSeconds})
        where id = any(${sql.param(held.map(({ task }) => task.id))}::int[]) and worker = ${this.#options.id} and status in ('running', 'cancelling') returning id, starts`);
      this.#renewedAt = performance.now();
      const ours = new Map(rows.map((row) => [row.id, row.starts]));
      for (const { task, abort } of held) if (this.#running.has(task.id) && ours.get(task.id) !== task.starts) abort.abort(new Error('The lease was lost'));
    } catch (error) {
      if (performance.now() - this.#renewedAt > (this.#options.leaseSeconds * 2000) / 3) for (const { abort } of held) abort.abort(new Error('The lease could not be renewed'));
      throw error;
    }
  }
}
