/** Several web processes behind a sticky balancer: long-polling keeps its session, and nobody misses an event. */
import { createServer, request, type Server } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeRig, type Rig } from '#e2e/rig.ts';
import type { ServiceEvent } from '#server/core/view.ts';
import { makeLog } from '#server/log.ts';
import { EVENT_CHANNEL } from '#server/tasks/emit.ts';
import { Hub } from './hub.ts';
import { Listener } from './listener.ts';
import type { CatchUp, ClientToServer, ServerToClient } from './protocol.ts';

const quiet = makeLog('silent', 'test');
type Ending = () => Promise<unknown>;
const endings: Ending[] = [];

const portOf = (server: Server) =>
  new Promise<number>((done) => server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    done(typeof address === 'object' && address !== null ? address.port : 0);
  }));

async function webProcess(rig: Rig): Promise<number> {
  const server = createServer();
  const hub = new Hub(server, { db: rig.client.db, log: quiet, admit: async () => ({ kind: 'staff', serviceId: null, holds: async () => true }), siteLog: async () => ({ ok: true, lines: [] }) });
  const listener = new Listener({ url: rig.client.url, log: quiet });
  listener.on(EVENT_CHANNEL, (payload) => hub.heardEvent(payload));
  await listener.start();
  endings.push(async () => { await listener.close(); await hub.close(); });
  return portOf(server);
}

/** By the client's address, as ip_hash does; here the address is a header, since all clients are on this machine. */
async function balancer(ports: readonly number[]): Promise<number> {
  const server = createServer((req, res) => {
    const at = Number(req.headers['x-client'] ?? 0) % ports.length;
    const onward = request({ port: ports[at], host: '127.0.0.1', method: req.method, path: req.url, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  endings.push(() => new Promise((done) => { server.closeAllConnections(); server.close(done); }));
  return portOf(server);
}

describe('two web processes behind a sticky balancer', () => {
  let rig: Rig;
  let port = 0;
  beforeAll(async () => {
    rig = await makeRig({ databaseUrl: inject('databaseUrl') });
    port = await balancer([await webProcess(rig), await webProcess(rig)]);
  });
  afterAll(async () => {
    for (const end of endings.reverse()) await end();
    await rig[Symbol.asyncDispose]();
  });

  it('give every long-polling watcher every event once and in order', async () => {
    const { id } = await rig.order();
    const clients = Array.from({ length: 6 }, (_, at) => {
      const socket: Socket<ServerToClient, ClientToServer> = io(`http://127.0.0.1:${port}`, { path: '/live', transports: ['polling'], extraHeaders: { 'x-client': String(at) }, forceNew: true });
      const seen: number[] = [];
      const { promise: ready, resolve: joined } = Promise.withResolvers<void>();
      const done = new Promise<void>((ended) => {
        socket.on('event', ({ event }: { event: ServiceEvent }) => {
          if (event.seq > (seen.at(-1) ?? 0)) seen.push(event.seq);
          if (event.service?.state === 'active') ended();
        });
        socket.on('connect', () => socket.emit('watch', { serviceId: id, seq: 0 }, (missed: CatchUp) => {
          if (missed.ok && 'events' in missed) seen.push(...missed.events.map((event) => event.seq).filter((seq) => seq > (seen.at(-1) ?? 0)));
          joined();
        }));
      });
      return { socket, seen, done, ready };
    });
    await Promise.all(clients.map((client) => client.ready));
    rig.worker();
    await Promise.all(clients.map((client) => client.done));
    const { seq } = await rig.view(id);
    for (const { seen, socket } of clients) {
      expect(seen).toEqual(Array.from({ length: seq }, (_, at) => at + 1));
      socket.close();
    }
  });
});
