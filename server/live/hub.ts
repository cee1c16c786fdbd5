/**
 * The hub: rooms of one service, one log, or the fleet. A notification makes it read the new events from Postgres and
 * push them; admission is checked for each room, again and again, and ends with the token.
 */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import * as z from 'zod';
import type { Db } from '#db/client.ts';
import { linesAfter } from '#db/queries/tasks.ts';
import { eventsSince, viewOf } from '#db/queries/view.ts';
import { type Audience, eventFor, viewFor } from '#server/core/audience.ts';
import { type SiteLogName, type SiteLogRead, siteLogs } from '#server/core/site-log.ts';
import type { ServiceView } from '#server/core/view.ts';
import type { Log } from '#server/log.ts';
import { homeOf } from '#server/tasks/home.ts';
import { positionAt, push, type Position } from './position.ts';
import { type CatchUp, type ClientToServer, LIVE_PATH, type LogCatchUp, type ServerToClient, type SiteLogAnswer } from './protocol.ts';
import { SiteLogs } from './site-logs.ts';
import type { Visitor } from './visitor.ts';

export interface HubOptions {
  db: Db;
  log: Log;
  /** Null for a stranger. */
  /** The last lines of a website's log, or why they can't be read; whether a customer may is asked each time. */
  siteLog(visitor: Visitor, serviceId: number, log: SiteLogName, lines: number): Promise<SiteLogRead>;
  /** How often a followed log is read. */
  followMs?: number;
  admit(handshake: { token: string | null; cookie: string | null; origin: string | null; host: string | null }): Promise<Visitor | null>;
}
type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, { visitor: Visitor }>;

const HINT_MS = 250;
/** A viewer that does not take its lines for so long has gone. */
const TAKE_MS = 20_000;
const RECHECK_MS = 15_000;
/** After a read that failed, should nothing else be heard meanwhile. */
const AGAIN_MS = 1000;
const LINES = 2000;
const EVENTS = 1000;
const watchInput = z.object({ serviceId: z.number().int(), seq: z.number().int() });
const unwatchInput = watchInput.pick({ serviceId: true });
const logInput = z.object({ taskId: z.number().int(), attempt: z.number().int(), line: z.number().int().default(0) });
const unwatchLogInput = logInput.pick({ taskId: true, attempt: true });
const siteLogInput = z.object({ serviceId: z.number().int(), log: z.enum(siteLogs) });
const serviceRoom = (id: number, audience: Audience): string => `service:${id}:${audience}`;
const logRoom = (taskId: number, attempt: number): string => `log:${taskId}:${attempt}`;
const FLEET = 'fleet';

const audiences = ['staff', 'customer'] as const satisfies readonly Audience[];
const audienceOf = (visitor: Visitor): Audience => (visitor.kind === 'staff' ? 'staff' : 'customer');

export class Hub {
  readonly #io: Server<ClientToServer, ServerToClient, Record<string, never>, { visitor: Visitor }>;
  readonly #options: HubOptions;
  /** By service, and by log room: how far its watchers are. */
  readonly #services = new Map<number, Position>();
  readonly #logs = new Map<string, Position>();
  readonly #siteLogs: SiteLogs;
  readonly #again = new Set<NodeJS.Timeout>();
  #hint: NodeJS.Timeout | undefined;
  readonly #recheck: NodeJS.Timeout;

  constructor(http: HttpServer, options: HubOptions) {
    this.#options = options;
    this.#siteLogs = new SiteLogs(options.followMs);
    this.#io = new Server(http, { path: LIVE_PATH, serveClient: false, destroyUpgrade: false, pingInterval: 10_000, pingTimeout: 8000, maxHttpBufferSize: 16_384, allowRequest: (_, decide) => decide(null, true) });
    this.#io.use((socket, next) => {
      const { auth, headers } = socket.handshake;
      const token = typeof auth.token === 'string' ? auth.token : null;
      options.admit({ token, cookie: headers.cookie ?? null, origin: headers.origin ?? null, host: headers.host ?? null }).then(
        (visitor) => {
          if (visitor === null) return next(new Error('denied'));
          socket.data.visitor = visitor;
          next();
        },
        () => next(new Error('unavailable')),
      );
    });
    this.#io.on('connection', (socket) => this.#greet(socket));
    this.#io.of('/').adapter.on('delete-room', (room: string) => this.#forget(room));
    this.#recheck = setInterval(() => void this.recheckAll(), RECHECK_MS);
  }

  get watchers(): number {
    return this.#io.sockets.sockets.size;
  }

  #greet(socket: LiveSocket): void {
    socket.on('watch', (raw, answer) => void this.#answer(answer, () => this.#watch(socket, raw)));
    // Nothing is taken out of what a client sends before it is parsed: a throw in a listener would end the process.
    socket.on('unwatch', (raw: unknown) => {
      const asked = unwatchInput.safeParse(raw);
      if (asked.success) void socket.leave(serviceRoom(asked.data.serviceId, audienceOf(socket.data.visitor)));
    });
    socket.on('watchLog', (raw, answer) => void this.#answer(answer, () => this.#watchLog(socket, raw, answer)));
    socket.on('unwatchLog', (raw: unknown) => {
      const asked = unwatchLogInput.safeParse(raw);
      if (asked.success) void socket.leave(logRoom(asked.data.taskId, asked.data.attempt));
    });
    socket.on('watchSiteLog', (raw, answer) => void this.#answer(answer, () => this.#watchSiteLog(socket, raw)));
    socket.on('unwatchSiteLog', () => this.#siteLogs.leave(socket.id));
    socket.on('disconnect', () => this.#siteLogs.leave(socket.id));
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
    if (typeof answer === 'function' && result !== undefined) answer(result);
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
    // A first event that is not the next one: what lies between was removed.
    if (missed !== null && (missed[0]?.seq ?? seq + 1) === seq + 1) {
      this.#place(this.#services, serviceId, missed.at(-1)?.seq ?? seq);
      return { ok: true, events: missed.map((event) => eventFor(audience, event)) };
    }
    const view: ServiceView | null = await viewOf(this.#options.db, serviceId, homeOf);
    if (view === null) return { ok: false, reason: 'gone' };
    this.#place(this.#services, serviceId, view.seq);
    return { ok: true, snapshot: viewFor(audience, view) };
  }

  /** A room that nothing was pushed to yet goes on from where its first watcher is. */
  #place<K>(rooms: Map<K, Position>, room: K, at: number): void {
    if (!rooms.has(room)) rooms.set(room, positionAt(at));
  }

  /**
   * A log's watcher takes only what comes after what it has. So it is read up to where the room is, answered, and let
   * in within one tick: nothing can be pushed past it in between.
   */
  async #watchLog(socket: LiveSocket, raw: unknown, answer: unknown): Promise<LogCatchUp | undefined> {
    const { taskId, attempt, line } = logInput.parse(raw);
    if (socket.data.visitor.kind !== 'staff' || !(await socket.data.visitor.holds())) return { ok: false, reason: 'denied' };
    const room = logRoom(taskId, attempt);
    let have = line;
    for (;;) {
      const lines = await linesAfter(this.#options.db, taskId, attempt, have, LINES);
      have = lines.at(-1)?.line ?? have;
      if (lines.length < LINES && (lines.length === 0 || have >= (this.#logs.get(room)?.at ?? 0))) {
        if (typeof answer === 'function') answer({ ok: true, lines } satisfies LogCatchUp);
        this.#place(this.#logs, room, have);
        void socket.join(room);
        return undefined;
      }
      socket.emit('lines', { taskId, attempt, lines });
    }
  }

  async #watchSiteLog(socket: LiveSocket, raw: unknown): Promise<SiteLogAnswer> {
    const { serviceId, log } = siteLogInput.parse(raw);
    const { visitor } = socket.data;
    if (!this.#mayWatch(visitor, serviceId) || !(await visitor.holds())) return { ok: false, reason: 'denied' };
    return this.#siteLogs.follow(socket.id, {
      read: async (lines) => (socket.connected ? this.#options.siteLog(visitor, serviceId, log, lines) : { ok: false, sentence: 'Nobody reads it any more' }),
      push: (fresh) => socket.timeout(TAKE_MS).emitWithAck('siteLines', { serviceId, log, ...fresh }),
      ended: (sentence) => socket.emit('siteLogEnded', { serviceId, log, sentence }),
    });
  }

  async #renew(socket: LiveSocket, raw: unknown): Promise<{ ok: boolean }> {
    const { token } = z.object({ token: z.string().max(200) }).parse(raw);
    const fresh = await this.#options.admit({ token, cookie: null, origin: socket.handshake.headers.origin ?? null, host: socket.handshake.headers.host ?? null });
    const ok = fresh !== null && fresh.kind === socket.data.visitor.kind && fresh.serviceId === socket.data.visitor.serviceId;
    if (ok) socket.data.visitor = fresh;
    return { ok };
  }

  /** `12:57`: service 12 has an event 57. */
  heardEvent(payload: string): void {
    const [serviceId, seq] = payload.split(':').map(Number);
    if (serviceId === undefined || seq === undefined) return;
    this.hintFleet();
    if (audiences.every((audience) => this.#isEmpty(serviceRoom(serviceId, audience)))) {
      this.#services.delete(serviceId);
      return;
    }
    const position = this.#services.get(serviceId) ?? positionAt(seq - 1);
    position.upTo = Math.max(position.upTo, seq);
    this.#services.set(serviceId, position);
    this.#pushEvents(serviceId, position);
  }

  #pushEvents(serviceId: number, position: Position): void {
    const send = async (after: number): Promise<number | null> => {
      const events = await eventsSince(this.#options.db, serviceId, after, EVENTS);
      for (const event of events ?? []) {
        for (const audience of audiences) this.#io.to(serviceRoom(serviceId, audience)).emit('event', { serviceId, event: eventFor(audience, event) });
      }
      return events?.at(-1)?.seq ?? null;
    };
    const skipped = () => { for (const audience of audiences) this.#io.to(serviceRoom(serviceId, audience)).emit('hint'); };
    push(position, send, skipped).catch((error: unknown) => this.#later(error, () => this.#pushEvents(serviceId, position)));
  }

  /** `7:1:40`: attempt 1 of task 7 has a line 40. */
  heardLog(payload: string): void {
    const [taskId, attempt, line] = payload.split(':').map(Number);
    if (taskId === undefined || attempt === undefined || line === undefined) return;
    const room = logRoom(taskId, attempt);
    if (this.#isEmpty(room)) {
      this.#logs.delete(room);
      return;
    }
    const position = this.#logs.get(room) ?? positionAt(0);
    position.upTo = Math.max(position.upTo, line);
    this.#logs.set(room, position);
    this.#pushLines(room, position);
  }

  #pushLines(room: string, position: Position): void {
    const [, taskId = 0, attempt = 0] = room.split(':').map(Number);
    const send = async (after: number): Promise<number | null> => {
      const lines = await linesAfter(this.#options.db, taskId, attempt, after, LINES);
      if (lines.length > 0) this.#io.to(room).emit('lines', { taskId, attempt, lines });
      return lines.at(-1)?.line ?? null;
    };
    push(position, send, () => undefined).catch((error: unknown) => this.#later(error, () => this.#pushLines(room, position)));
  }

  /** The last event of all may be the one that could not be read: nothing else would bring it. */
  #later(error: unknown, again: () => void): void {
    this.#options.log.warn({ err: error }, 'What watchers wait for could not be read; it is tried again');
    const timer = setTimeout(() => {
      this.#again.delete(timer);
      again();
    }, AGAIN_MS);
    this.#again.add(timer);
  }

  hintFleet(): void {
    this.#hint ??= setTimeout(() => {
      this.#hint = undefined;
      this.#io.to(FLEET).emit('hint');
    }, HINT_MS);
  }

  #forget(room: string): void {
    this.#logs.delete(room);
    const serviceId = Number(/^service:(\d+):/.exec(room)?.[1]);
    if (audiences.every((audience) => this.#isEmpty(serviceRoom(serviceId, audience)))) this.#services.delete(serviceId);
  }

  #isEmpty(room: string): boolean {
    return (this.#io.sockets.adapter.rooms.get(room)?.size ?? 0) === 0;
  }

  /** Notifications may have been missed: every watched room is read up to now. */
  rereadAll(): void {
    for (const [serviceId, position] of this.#services) {
      position.reread = true;
      this.#pushEvents(serviceId, position);
    }
    for (const [room, position] of this.#logs) {
      position.reread = true;
      this.#pushLines(room, position);
    }
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
    this.#siteLogs.close();
    for (const timer of this.#again) clearTimeout(timer);
    await this.#io.close();
  }
}
