import { describe, expect, it } from 'vitest';
import { taskStatuses } from './task.ts';
import type { Candidate, Verdict } from './allocate.ts';
import { type WaitFacts, whyNoRoom, whyWaiting } from './why.ts';

const node = { name: 'web-1', inFlight: 1, slots: 4, state: 'active' as const, circuitUntil: null, failures: 0, halfOpen: false };
const facts: WaitFacts = { status: 'queued', because: null, runAt: null, blockers: [], ahead: 0, sameAccount: null, olderGeneration: false, workers: 1, node };

describe('why a task waits', () => {
  it.each<[string, Partial<WaitFacts>, string]>([
    ['nobody works', { workers: 0 }, 'No worker is running'],
    ['its node is off', { node: { ...node, state: 'off' } }, 'web-1 is switched off'],
    ['its node is in maintenance', { node: { ...node, state: 'maintenance' } }, 'web-1 is in maintenance: what is to be done there waits'],
    ['its node is draining, which holds nothing', { node: { ...node, state: 'draining' } }, 'Starts in a moment'],
    ['its node was not reached', { node: { ...node, circuitUntil: '2026-01-01T00:00:00.000Z', failures: 5 } }, 'web-1 could not be reached 5 times in a row and is left alone; then one task goes ahead as a probe'],
    ['its node is being probed', { node: { ...node, halfOpen: true, failures: 5 } }, 'web-1 was not reached before: one task goes ahead as a probe'],
    ['the deployment before runs', { olderGeneration: true }, 'A step of the deployment before is still running'],
    ['its account is busy', { sameAccount: 12 }, 'Task #12 is running on the same account'],
    ['its node is full', { node: { ...node, inFlight: 4 }, ahead: 7 }, 'web-1 is at its limit 4/4; 7 ahead'],
    ['it needs no node', { node: null }, 'Starts in a moment'],
    ['nothing holds it', {}, 'Starts in a moment'],
  ])('%s', (_, part, text) => expect(whyWaiting({ ...facts, ...part })?.text).toBe(text));

  it('names what it waits for, and what blocks it', () => {
    const blockers = [{ id: 1, action: 'web.addUser', status: 'succeeded' as const }, { id: 2, action: 'web.addDomain', status: 'running' as const }];
    expect(whyWaiting({ ...facts, status: 'waiting', blockers })?.text).toBe('Waits for web.addDomain (#2)');
    expect(whyWaiting({ ...facts, status: 'waiting', blockers: [...blockers, { id: 3, action: 'dns.addZone', status: 'failed' }] })?.text).toBe('Blocked: dns.addZone (#3) failed');
    expect(whyWaiting({ ...facts, status: 'waiting', blockers: [...blockers, { id: 3, action: 'dns.addZone', status: 'cancelled' }] })?.text).toBe('Blocked: dns.addZone (#3) was cancelled');
  });
  it('says when it is looked at again', () => {
    expect(whyWaiting({ ...facts, status: 'retrying', runAt: '2026-01-01T12:03:00.000Z' })).toEqual({ text: 'Back-off after a failed attempt', until: '2026-01-01T12:03:00.000Z' });
    expect(whyWaiting({ ...facts, status: 'postponed', because: 'apt is busy', runAt: 'x' })).toEqual({ text: 'apt is busy', until: 'x' });
  });
  it('has a reason for each state that waits, and none for the others', () => {
    const waits = taskStatuses.filter((status) => whyWaiting({ ...facts, status }) !== null);
    expect(waits).toEqual(['waiting', 'queued', 'retrying', 'postponed', 'cancelling']);
  });
});

describe('why a service waits for capacity', () => {
  const one = (name: string, verdict: Verdict, more: Partial<Candidate> = {}) => ({ id: 1, name, placed: 20, weight: 10, maxAccounts: 20, verdict, ...more });
  it('names the account without a place, and what is with each of its nodes', () => {
    const choices = [{ roles: ['web' as const], candidates: [one('web-1', 'full'), one('web-2', 'draining')] }, { roles: ['mail' as const], candidates: [one('mail-1', 'room')] }];
    expect(whyNoRoom(choices)).toBe('No room for web: web-1 is full (20/20), web-2 is draining');
  });
  it('names a full nameserver, although the other one has room', () => {
    expect(whyNoRoom([{ roles: ['dns'], candidates: [one('ns1', 'room'), one('ns2', 'full')] }])).toBe('No room for dns: ns2 is full (20/20)');
  });
  it('says so when only no choice fits, and nothing when there was no choice', () => {
    expect(whyNoRoom([{ roles: ['web'], candidates: [one('n', 'room')] }, { roles: ['mail'], candidates: [one('n', 'room')] }])).toBe('No choice of nodes with room keeps its accounts apart');
    expect(whyNoRoom([])).toBeNull();
  });
});
