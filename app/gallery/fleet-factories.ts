/** One named builder per state of a node and of a choice of nodes. */
import type { Choice } from '#server/core/allocate.ts';
import { secondsAgo } from './factories.ts';

const mild = { name: 'web-1', state: 'active', alarm: null, failures: 0, circuitUntil: null, halfOpen: false, lastError: null, lastErrorAt: null } as const;
const status = { version: '1.10.5', vulnerable: false, load: 0.55, memory: { usedMb: 2854, totalMb: 7950 }, disk: { usedMb: 26_642, totalMb: 80_120 }, services: [{ name: 'nginx', running: true }], clockAheadMs: 12 };
const failing = { lastError: 'web-1 does not answer on port 22', lastErrorAt: secondsAgo(8) };

export const node = {
  well: () => ({ ...mild, status }),
  trouble: () => ({ ...mild, ...failing, failures: 2, status }),
  open: () => ({ ...mild, ...failing, failures: 6, circuitUntil: secondsAgo(-12), status }),
  halfOpen: () => ({ ...mild, ...failing, failures: 6, halfOpen: true, status }),
  alarm: () => ({ ...mild, failures: 5, circuitUntil: secondsAgo(-40), alarm: 'web-1 shows another host key than the pinned one', status }),
  old: () => ({ ...mild, status: { ...status, version: '1.10.3', vulnerable: true, load: 7.25, disk: { usedMb: 76_000, totalMb: 80_120 }, clockAheadMs: -4200 } }),
  maintenance: () => ({ ...mild, state: 'maintenance' as const, status }),
  unread: () => ({ ...mild, status: null }),
  unreadable: () => ({ kind: 'server.syncUsage' as const, nextAt: secondsAgo(-1800), readAt: secondsAgo(5400), error: 'v-list-users answered something unknown: not JSON' }),
};

/** A slow wave, so that the picture has a shape and is the same each time. */
export const samples = (count: number) => Array.from({ length: count }, (_, at) => ({
  at: secondsAgo((count - at) * 300), load: 1 + Math.sin(at / 6), memory: 0.4 + 0.1 * Math.sin(at / 9), disk: 0.7 + 0.15 * (at / Math.max(1, count)),
}));

const candidate = (id: number, name: string, verdict: Choice['candidates'][number]['verdict'], placed: number, maxAccounts: number | null = null) => ({ id, name, placed, weight: 10, maxAccounts, verdict });
export const choices = {
  placed: (): readonly Choice[] => [
    { roles: ['web'], candidates: [candidate(1, 'web-1', 'chosen', 12), candidate(2, 'web-2', 'busier', 40), candidate(3, 'web-3', 'full', 50, 50), candidate(4, 'web-4', 'draining', 7), candidate(5, 'web-5', 'maintenance', 3), candidate(6, 'web-6', 'off', 0)] },
    { roles: ['mail'], candidates: [candidate(7, 'mail-1', 'chosen', 30), candidate(8, 'all-1', 'apart', 2)] },
  ],
  full: (): readonly Choice[] => [{ roles: ['web'], candidates: [candidate(1, 'web-1', 'full', 50, 50)] }, { roles: ['mail'], candidates: [candidate(7, 'mail-1', 'room', 30)] }],
};
