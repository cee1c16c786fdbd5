/** What goes over the socket, in both directions. Plain JSON. */
import type { LogLineView } from '#db/queries/tasks.ts';
import type { FreshLines, SiteLogName, SiteLogRead } from '#server/core/site-log.ts';
import type { ServiceEvent, ServiceView } from '#server/core/view.ts';

export const LIVE_PATH = '/live';

/** Either the missing events in order, or a snapshot that stands for them. */
export type CatchUp = { ok: true; events: readonly ServiceEvent[] } | { ok: true; snapshot: ServiceView } | { ok: false; reason: 'denied' | 'gone' | 'failed' };
export type LogCatchUp = { ok: true; lines: readonly LogLineView[] } | { ok: false; reason: 'denied' | 'failed' };

export type SiteLogAnswer = SiteLogRead | { ok: false; reason: 'denied' | 'failed' | 'busy' };

/** What is new in a website's log. */
export interface SiteLogMessage extends FreshLines {
  serviceId: number;
  log: SiteLogName;
}

export interface ClientToServer {
  /** Follows a service: says the last seq that it holds, gets what it missed, then every event. */
  watch(request: { serviceId: number; seq: number }, answer: (missed: CatchUp) => void): void;
  unwatch(request: { serviceId: number }): void;
  watchLog(request: { taskId: number; attempt: number; line: number }, answer: (missed: LogCatchUp) => void): void;
  unwatchLog(request: { taskId: number; attempt: number }): void;
  /** The end of a website's log, and then what is written to it. One at a time: another one ends the first. */
  watchSiteLog(request: { serviceId: number; log: SiteLogName }, answer: (read: SiteLogAnswer) => void): void;
  unwatchSiteLog(): void;
  watchFleet(answer: (result: { ok: boolean }) => void): void;
  /** A fresh token for the same service, before the old one ends. */
  renew(request: { token: string }, answer: (result: { ok: boolean }) => void): void;
}
export interface ServerToClient {
  event(message: { serviceId: number; event: ServiceEvent }): void;
  lines(message: { taskId: number; attempt: number; lines: readonly LogLineView[] }): void;
  /** Nothing more comes before these are taken. */
  siteLines(message: SiteLogMessage, taken: () => void): void;
  siteLogEnded(message: { serviceId: number; log: SiteLogName; sentence: string }): void;
  /** Something in the fleet changed: run the list's query again. */
  hint(): void;
}
