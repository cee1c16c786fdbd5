/** What a node is there for just now, and how it is shown: all of it stands here once. */
import type { StatusWords } from './task.ts';

/**
 * `active`: all. `draining`: its services are kept and worked on, no new ones come. `maintenance`: nothing is sent to it,
 * and what is to be done there waits. `off`: like maintenance, and for new orders it is not there at all.
 */
export const nodeStates = ['active', 'draining', 'maintenance', 'off'] as const;
export type NodeState = (typeof nodeStates)[number];

/** What is read from every node on a schedule. */
export const readingKinds = ['server.collectStatus', 'server.syncUsage'] as const;
export type ReadingKind = (typeof readingKinds)[number];

export const nodeWords: Record<NodeState, StatusWords & { help: string }> = {
  active: { staff: 'Active', customer: 'Active', tone: 'ok', icon: 'check', help: 'Works, and takes new services' },
  draining: { staff: 'Draining', customer: 'Draining', tone: 'warn', icon: 'pause', help: 'Works for the services it has, and takes no new ones' },
  maintenance: { staff: 'Maintenance', customer: 'Maintenance', tone: 'warn', icon: 'stop', help: 'Nothing is sent to it; its tasks wait' },
  off: { staff: 'Off', customer: 'Off', tone: 'wait', icon: 'stop', help: 'Nothing is sent to it, and new orders do not count on it' },
};
