/**
 * The hub: rooms of one service, one log, or the fleet. A notification makes it read the new events from Postgres and
 * push them; admission is checked for each room, again and again, and ends with the token.
 */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { linesAfter } from '#db/queries/tasks.ts';
import { eventsSince, viewOf } from '#db/queries/view.ts';
import { type Audience, eventFor, viewFor } from '#server/core/audience.ts';
import type { ServiceView } from '#server/core/view.ts';
import type { Log } from '#server/log.ts';
import { homeOf } from '#server/tasks/home.ts';
import { type CatchUp, type ClientToServer, LIVE_PATH, type LogCatchUp, type ServerToClient } from './protocol.ts';

/** Who a socket is; `holds` asks again whether that is still so. */
export interface Visitor {
  kind: 'staff' | 'embed';
  /** An embed's one service; null for staff, who may see all. */
  serviceId: number | null;
  holds(): Promise<boolean>;
}
export interface HubOptions {
  db: Db;
  log: Log;
  /** Null for a stranger. */
  admit(handshake: { token: string | null; cookie: string | null; origin: string | null }): Promise<Visitor | null>;
}
type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, { visitor: Visitor }>;

const HINT_MS = 250;
const RECHECK_MS = 15_000;
const watchInput = z.object({ serviceId: z.number().int(), seq: z.number().int() });
const logInput = z.object({ taskId: z.number().int(), attempt: z.number().int(), line: z.number().int().default(0) });
const serviceRoom = (id: number, audience: Audience): string => `service:${id}:${audience}`;
const logRoom = (taskId: number, attempt: number): string => `log:${taskId}:${attempt}`;
const FLEET = 'fleet';

const audienceOf = (visitor: Visitor): Audience => (visitor.kind === 'staff' ? 'staff' : 'customer');

export class Hub {
  readonly #io: Server<ClientToServer, ServerToClient, Record<string, never>, { visitor: Visitor }>;
  readonly #options: HubOptions;
  /** Per watched service: the last seq that was pushed, and whether a push is under way. */
  readonly #pushed = new Map<number, { seq: number; upTo: number; busy: boolean }>();
  readonly #lines = new Map<string, { line: number; upTo: number; busy: boolean }>();
  #hint: NodeJS.Timeout | undefined;
  readonly #recheck: NodeJS.Timeout;

  constructor(http: HttpServer, options: HubOptions) {
    this.#options = options;
    this.#io = new Server(http, { path: LIVE_PATH, serveClient: false, destroyUpgrade: false, pingInterval: 10_000, pingTimeout: 8000, maxHttpBufferSize: 16_384, allowRequest: (_, decide) => decide(null, true) });
    this.#io.use((socket, next) => {
      const { auth, headers } = socket.handshake;
      const token = typeof auth.token === 'string' ? auth.token : null;
      options.admit({ token, cookie: headers.cookie ?? null, origin: headers.origin ?? null }).then(
        (visitor) => {
          if (visitor === null) return next(new Error('denied'));
          socket.data.visitor = visitor;
          next();
        },
        () => next(new Error('unavailable')),
      );
    });
    this.#io.on('connection', (socket) => this.#greet(socket));
    this.#recheck = setInterval(() => void this.recheckAll(), RECHECK_MS);
  }

  get watchers(): number {
    return this.#io.sockets.sockets.size;
  }

  #greet(socket: LiveSocket): void {
    socket.on('watch', (raw, answer) => void this.#answer(answer, () => this.#watch(socket, raw)));
    socket.on('unwatch', ({ serviceId }) => void socket.leave(serviceRoom(serviceId, audienceOf(socket.data.visitor))));
    socket.on('watchLog', (raw, answer) => void this.#answer(answer, () => this.#watchLog(socket, raw)));
    socket.on('unwatchLog', ({ taskId, attempt }) => void socket.leave(logRoom(taskId, attempt)));
    socket.on('watchFleet', (answer) => {
      const ok = socket.data.visitor.kind === 'staff';
      if (ok) void socket.join(FLEET);
      if (typeof answer === 'function') answer({ ok });
    });
    socket.on('renew', (raw, answer) => void this.#answer(answer, () => this.#renew(socket, raw)));
  }

  /** A hostile client may send anything, and no function to answer to. */
  async #answer<T>(answer: unknown, work: () => Promise<T>): Promise<void> {
    let result: T | { ok: false; reason: 'failed' };
    try {
      result = await work();
    } catch (error) {
      this.#options.log.debug({ err: error }, 'A live request failed');
      result = { ok: false, reason: 'failed' };
    }
    if (typeof answer === 'function') answer(result);
  }

  #mayWatch(visitor: Visitor, serviceId: number): boolean {
    return visitor.kind === 'staff' || visitor.serviceId === serviceId;
  }

  async #watch(socket: LiveSocket, raw: unknown): Promise<CatchUp> {
    const { serviceId, seq } = watchInput.parse(raw);
    const { visitor } = socket.data;
    if (!this.#mayWatch(visitor, serviceId) || !(await visitor.holds())) return { ok: false, reason: 'denied' };
    const audience = audienceOf(visitor);
    // Into the room before the read: what happens in between arrives twice, and twice is dropped; never would be a gap.
    await socket.join(serviceRoom(serviceId, audience));
    const missed = seq < 0 ? null : await eventsSince(this.#options.db, serviceId, seq);
    if (missed !== null) return { ok: true, events: missed.map((event) => eventFor(audience, event)) };
    const view: ServiceView | null = await viewOf(this.#options.db, serviceId, homeOf);
    return view === null ? { ok: false, reason: 'gone' } : { ok: true, snapshot: viewFor(audience, view) };
  }

  async #watchLog(socket: LiveSocket, raw: unknown): Promise<LogCatchUp> {
    const { taskId, attempt, line } = logInput.parse(raw);
    if (socket.data.visitor.kind !== 'staff' || !(await socket.data.visitor.holds())) return { ok: false, reason: 'denied' };
    await socket.join(logRoom(taskId, attempt));
    return { ok: true, lines: await linesAfter(this.#options.db, taskId, attempt, line) };
  }

  async #renew(socket: LiveSocket, raw: unknown): Promise<{ ok: boolean }> {
    const { token } = z.object({ token: z.string().max(200) }).parse(raw);
    const fresh = await this.#options.admit({ token, cookie: null, origin: socket.handshake.headers.origin ?? null });
    const ok = fresh !== null && fresh.kind === socket.data.visitor.kind && fresh.serviceId === socket.data.visitor.serviceId;
    if (ok) socket.data.visitor = fresh;
    return { ok };
  }

  /** `12:57`: service 12 has an event 57. */
  heardEvent(payload: string): void {
    const [serviceId, seq] = payload.split(':').map(Number);
    if (serviceId === undefined || seq === undefined) return;
    this.hintFleet();
    if (this.#isEmpty(serviceRoom(serviceId, 'staff')) && this.#isEmpty(serviceRoom(serviceId, 'customer'))) {
      this.#pushed.delete(serviceId);
      return;
    }
    const state = this.#pushed.get(serviceId) ?? { seq: seq - 1, upTo: seq, busy: false };
    state.upTo = Math.max(state.upTo, seq);
    this.#pushed.set(serviceId, state);
    void this.#push(serviceId, state);
  }

  async #push(serviceId: number, state: { seq: number; upTo: number; busy: boolean }): Promise<void> {
    if (state.busy) return;
    state.busy = true;
    try {
      while (state.seq < state.upTo) {
        const events = await eventsSince(this.#options.db, serviceId, state.seq, 1000);
        // Too far behind, or removed by retention: the watchers see the gap and ask for a snapshot.
        if (events === null || events.length === 0) break;
        for (const event of events) {
          for (const audience of ['staff', 'customer'] as const) this.#io.to(serviceRoom(serviceId, audience)).emit('event', { serviceId, event: eventFor(audience, event) });
          state.seq = event.seq;
        }
      }
    } catch (error) {
      this.#options.log.warn({ err: error, serviceId }, 'Events could not be read; they are pushed with the next one');
    } finally {
      state.busy = false;
    }
  }

  /** `7:1:40`: attempt 1 of task 7 has a line 40. */
  heardLog(payload: string): void {
    const [taskId, attempt, line] = payload.split(':').map(Number);
    if (taskId === undefined || attempt === undefined || line === undefined) return;
    const room = logRoom(taskId, attempt);
    if (this.#isEmpty(room)) {
      this.#lines.delete(room);
      return;
    }
    const state = this.#lines.get(room) ?? { line: 0, upTo: line, busy: false };
    state.upTo = Math.max(state.upTo, line);
    this.#lines.set(room, state);
    void this.#pushLines(taskId, attempt, state);
  }

  async #pushLines(taskId: number, attempt: number, state: { line: number; upTo: number; busy: boolean }): Promise<void> {
    if (state.busy) return;
    state.busy = true;
    try {
      while (state.line < state.upTo) {
        const lines = await linesAfter(this.#options.db, taskId, attempt, state.line);
        if (lines.length === 0) break;
        this.#io.to(logRoom(taskId, attempt)).emit('lines', { taskId, attempt, lines });
        state.line = lines.at(-1)?.line ?? state.upTo;
      }
    } catch (error) {
      this.#options.log.warn({ err: error, taskId }, 'Log lines could not be read; they are pushed with the next ones');
    } finally {
      state.busy = false;
    }
  }

  hintFleet(): void {
    this.#hint ??= setTimeout(() => {
      this.#hint = undefined;
      this.#io.to(FLEET).emit('hint');
    }, HINT_MS);
  }

  #isEmpty(room: string): boolean {
    return (this.#io.sockets.adapter.rooms.get(room)?.size ?? 0) === 0;
  }

  /** Notifications may have been missed: every watched room is read up to now. */
  rereadAll(): void {
    for (const [serviceId, state] of this.#pushed) {
      state.upTo = Number.MAX_SAFE_INTEGER;
      void this.#push(serviceId, state).then(() => (state.upTo = state.seq));
    }
    // A room that was never pushed to has no position here: its watchers ask for themselves.
    this.#io.emit('hint');
  }

  /** Cuts every socket whose token or session has ended. */
  async recheckAll(): Promise<void> {
    await Promise.all([...this.#io.sockets.sockets.values()].map(async (socket) => {
      const holds = await socket.data.visitor.holds().catch(() => true);
      if (!holds) socket.disconnect(true);
    }));
  }

  async close(): Promise<void> {
    clearInterval(this.#recheck);
    clearTimeout(this.#hint);
    await this.#io.close();
  }
}
