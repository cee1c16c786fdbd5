/** What goes over the socket, in both directions. Plain JSON. */
import type { LogLineView } from '#db/queries/tasks.ts';
import type { ServiceEvent, ServiceView } from '#server/core/view.ts';

export const LIVE_PATH = '/live';

/** Either the missing events in order, or a snapshot that stands for them. */
export type CatchUp = { ok: true; events: readonly ServiceEvent[] } | { ok: true; snapshot: ServiceView } | { ok: false; reason: 'denied' | 'gone' | 'failed' };
export type LogCatchUp = { ok: true; lines: readonly LogLineView[] } | { ok: false; reason: 'denied' | 'failed' };

export interface ClientToServer {
  /** Follows a service: says the last seq that it holds, gets what it missed, then every event. */
  watch(request: { serviceId: number; seq: number }, answer: (missed: CatchUp) => void): void;
  unwatch(request: { serviceId: number }): void;
  watchLog(request: { taskId: number; attempt: number; line: number }, answer: (missed: LogCatchUp) => void): void;
  unwatchLog(request: { taskId: number; attempt: number }): void;
  watchFleet(answer: (result: { ok: boolean }) => void): void;
  /** A fresh token for the same service, before the old one ends. */
  renew(request: { token: string }, answer: (result: { ok: boolean }) => void): void;
}
export interface ServerToClient {
  event(message: { serviceId: number; event: ServiceEvent }): void;
  lines(message: { taskId: number; attempt: number; lines: readonly LogLineView[] }): void;
  /** Something in the fleet changed: run the list's query again. */
  hint(): void;
}
