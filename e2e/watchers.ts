/** A hub on a plain HTTP server, with watchers that keep the protocol as the browser's does. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { io, type Socket } from 'socket.io-client';
import type { Client } from '#db/client.ts';
import { reduce, type ServiceEvent, type ServiceView } from '#server/core/view.ts';
import { makeLog } from '#server/log.ts';
import { LOG_CHANNEL } from '#server/tasks/log.ts';
import { EVENT_CHANNEL, emit } from '#server/tasks/emit.ts';
import { lockService } from '#server/tasks/transition.ts';
import { Hub, type HubOptions } from '#server/live/hub.ts';
import { Listener } from '#server/live/listener.ts';
import { type CatchUp, type ClientToServer, LIVE_PATH, type ServerToClient } from '#server/live/protocol.ts';
import type { Visitor } from '#server/live/visitor.ts';

export type Wire = Socket<ServerToClient, ClientToServer>;
const quiet = makeLog('silent', 'test');
const staff: Visitor = { kind: 'staff', serviceId: null, holds: async () => true };

interface Stage extends AsyncDisposable {
  hub: Hub;
  url: string;
  connect(auth?: object, options?: { transports?: string[]; cookie?: string }): Wire;
}

export async function stage(client: Client, admit: HubOptions['admit'] = async () => staff, siteLog: HubOptions['siteLog'] = async () => ({ ok: true, lines: [] })): Promise<Stage> {
  const server = createServer((_, res) => res.writeHead(404).end());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const hub = new Hub(server, { db: client.db, log: quiet, admit, siteLog, followMs: 5 });
  const listener = new Listener({ url: client.url, log: quiet, proofMs: 200 });
  listener.on(EVENT_CHANNEL, (payload) => hub.heardEvent(payload));
  listener.on(LOG_CHANNEL, (payload) => hub.heardLog(payload));
  listener.onMissed(() => hub.rereadAll());
  await listener.start();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wires: Wire[] = [];
  return {
    hub, url,
    connect(auth = {}, { cookie, ...options } = {}) {
      const wire: Wire = io(url, { path: LIVE_PATH, auth, forceNew: true, reconnectionDelay: 1, reconnectionDelayMax: 5, ...options, ...(cookie !== undefined && { extraHeaders: { cookie } }) });
      wires.push(wire);
      return wire;
    },
    async [Symbol.asyncDispose]() {
      for (const wire of wires) wire.disconnect();
      await hub.close();
      await listener.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Writes events as the engine does: under the service's lock, with its next seq. */
export async function write(client: Client, serviceId: number, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await client.db.transaction(async (tx) => {
      await lockService(tx, serviceId);
      await emit(tx, serviceId, { service: { state: at % 2 === 0 ? 'failed' : 'deploying' } });
    });
  }
}

export const forget = (client: Client, serviceId: number, upTo: number) => client.db.execute(sql`delete from events where service_id = ${serviceId} and seq <= ${upTo}`);

interface Watcher {
  wire: Wire;
  view: ServiceView;
  /** Seqs as they were applied. */
  applied: number[];
  snapshots: number;
  until(seq: number): Promise<ServiceView>;
}

/** Applies what is next, drops what it has, asks for what it missed. */
export function watch(wire: Wire, start: ServiceView): Watcher {
  const waiting: { seq: number; done: (view: ServiceView) => void }[] = [];
  let asking = false;
  let again = false;
  const show = (view: ServiceView) => {
    watcher.view = view;
    for (const one of waiting) if (view.seq >= one.seq) one.done(view);
  };
  const take = (event: ServiceEvent): boolean => {
    const { view, gap } = reduce(watcher.view, event);
    if (view !== watcher.view) watcher.applied.push(event.seq);
    show(view);
    return gap;
  };
  const ask = () => {
    again = asking;
    if (asking) return;
    asking = true;
    wire.timeout(5000).emit('watch', { serviceId: start.service.id, seq: watcher.view.seq }, (error: Error | null, missed: CatchUp) => {
      asking = false;
      if (error === null && missed.ok) {
        if ('events' in missed) missed.events.forEach(take);
        else if (missed.snapshot.seq >= watcher.view.seq) {
          watcher.snapshots++;
          show(missed.snapshot);
        }
      }
      if (again && wire.connected) ask();
    });
  };
  const watcher: Watcher = { wire, view: start, applied: [], snapshots: 0, until: (seq) => new Promise((done) => (watcher.view.seq >= seq ? done(watcher.view) : waiting.push({ seq, done }))) };
  wire.on('event', ({ event }) => { if (take(event)) ask(); });
  wire.on('connect', ask);
  wire.on('hint', ask);
  if (wire.connected) ask();
  return watcher;
}
