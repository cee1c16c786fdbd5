import { describe, expect, it } from 'vitest';
import { copyLine, openCopies, openZones } from './copies.ts';
import type { TaskStatus } from './task.ts';
import type { ServiceView } from './view.ts';
import { aService, aTask } from './view.test-data.ts';

const base = aService();
const [deploy] = base.operations;

/** Changes of one task each: operation, node, status. */
function having(...changes: readonly (readonly [operation: number, node: number, status: TaskStatus])[]): ServiceView {
  if (deploy === undefined) throw new Error('A service has an operation');
  return {
    ...base, service: { ...base.service, state: 'active' },
    operations: [deploy, ...changes.map(([id]) => ({ ...deploy, id, kind: 'change' as const }))],
    tasks: changes.map(([operationId, node, status], at) => ({ ...aTask(at), id: 100 + at, operationId, action: 'dns.syncRecords' as const, node: { id: node, name: `ns${node}` }, status })),
  };
}
const seen = (view: ServiceView) => openCopies(view).map(({ node, state }) => `${node?.name} ${state}`);

describe('a copy on a nameserver', () => {
  it('catches up while anything of it is to come, has failed, or was stopped', () => {
    expect(seen(having([2, 1, 'postponed'], [2, 2, 'failed'], [2, 3, 'cancelled'], [2, 4, 'succeeded']))).toEqual(['ns1 catchingUp', 'ns2 failed', 'ns3 stopped']);
  });
  it('counts no more when a later change has taken it over, or the service was built anew', () => {
    expect(seen(having([2, 1, 'failed'], [3, 1, 'succeeded']))).toEqual([]);
    const view = having([2, 1, 'failed']);
    expect(seen({ ...view, service: { ...view.service, generation: 2 } })).toEqual([]);
  });
  it('is no part of what builds the service, and a certificate is no copy', () => {
    const view = having([2, 1, 'postponed']);
    expect(seen({ ...view, operations: view.operations.map((one) => ({ ...one, kind: 'deploy' })) })).toEqual([]);
    expect(seen({ ...view, tasks: view.tasks.map((task) => ({ ...task, action: 'web.issueCertificate' })) })).toEqual([]);
  });
  it('is told from another role that is written again', () => {
    const view = having([2, 1, 'failed']);
    const both = { ...view, tasks: [...view.tasks, ...view.tasks.map((task) => ({ ...task, id: 200, action: 'web.addDomain' as const }))] };
    expect(openCopies(both).map(({ role }) => role)).toEqual(['dns', 'web']);
    expect(openZones(both)).toHaveLength(1);
  });
  it('is one quiet line for the customer of a live service, without a machine of ours', () => {
    const view = having([2, 1, 'postponed']);
    const customers = { ...view, tasks: view.tasks.map((task) => ({ ...task, node: null })) };
    expect(copyLine(customers)).toMatch(/still catching up/);
    expect(copyLine({ ...customers, service: { ...view.service, state: 'suspended' } })).toBeNull();
    // Records that are being published are not late.
    expect(copyLine(having([2, 1, 'queued'], [2, 2, 'running']))).toBeNull();
    expect(copyLine(having([2, 1, 'succeeded']))).toBeNull();
  });
});
