/** The states that a customer's page goes through, each under the name by which the gallery and the tests ask for it. */
import type { Action } from '#server/core/action.ts';
import type { TaskStatus } from '#server/core/task.ts';
import type { ServiceView } from '#server/core/view.ts';
import type { OperationKind, ServiceState } from '#server/core/operation.ts';
import { home, secondsAgo, view } from './factories.ts';

type Step = readonly [Action, TaskStatus, number, node?: string];
type Now = Partial<Record<Action, readonly [TaskStatus, number]>>;

const steps: readonly Action[] = [
  'web.addPackage', 'web.addUser', 'web.addDomain', 'web.applySettings', 'mail.addPackage', 'mail.addUser', 'mail.addDomain',
  'dns.addPackage', 'dns.addUser', 'dns.addZone', 'dns.syncRecords', 'service.seedAutoSsl', 'service.activate',
];
/** All steps of Split; those not named wait. */
const split = (named: Now): readonly Step[] => steps.map((action) => [action, ...(named[action] ?? (['waiting', 21] as const))]);
const all = (status: TaskStatus): readonly Step[] => steps.map((action, index) => [action, status, steps.length - index + 2]);

const begun: Now = {
  'web.addPackage': ['succeeded', 19], 'web.addUser': ['succeeded', 17], 'web.addDomain': ['succeeded', 12], 'web.applySettings': ['succeeded', 9],
  'mail.addPackage': ['succeeded', 19], 'dns.addPackage': ['succeeded', 18], 'dns.addUser': ['succeeded', 15],
};
const midway: Now = { ...begun, 'mail.addUser': ['running', 4], 'dns.addZone': ['running', 2] };

const allButMail: Now = {
  ...begun, 'mail.addUser': ['succeeded', 16], 'dns.addZone': ['succeeded', 8], 'dns.syncRecords': ['succeeded', 5], 'service.seedAutoSsl': ['waiting', 5],
};

const fresh = (): ServiceView => view({ steps: split({ 'web.addPackage': ['queued', 0], 'mail.addPackage': ['queued', 0], 'dns.addPackage': ['queued', 0] }), progress: 0, operation: { openedAt: secondsAgo(0) } });
const half = (): ServiceView => view({ steps: split(midway), progress: 410 });
const withoutHistory = (): ServiceView => view({ steps: split({ 'web.addPackage': ['running', 1], 'mail.addPackage': ['queued', 1] }), progress: 12, operation: { openedAt: secondsAgo(2), usualMs: null } });
const retrying = (): ServiceView => view({ steps: split({ ...allButMail, 'mail.addDomain': ['retrying', 3] }), progress: 820 });
const postponed = (): ServiceView => view({ steps: split({ ...allButMail, 'mail.addDomain': ['postponed', 26] }), progress: 820, operation: { openedAt: secondsAgo(84) } });
const failed = (): ServiceView => view({ steps: split({ ...allButMail, 'mail.addDomain': ['failed', 3] }), progress: 820 });
const failedTwice = (): ServiceView => view({ steps: split({ ...begun, 'mail.addUser': ['failed', 6], 'dns.addZone': ['failed', 3] }), progress: 410 });
const live = (): ServiceView => view({ steps: all('succeeded'), progress: 1000 });
/** Live, and the second nameserver has not got its copy yet. */
const copyAt = (status: TaskStatus): ServiceView => {
  const old = live();
  const copy = view({ steps: [['dns.addPackage', 'succeeded', 12, 'ns2'], ['dns.addUser', status, 8, 'ns2'], ['dns.addZone', 'waiting', 8, 'ns2'], ['dns.syncRecords', 'waiting', 8, 'ns2']], progress: 80 });
  return {
    ...old,
    operations: [...old.operations, ...copy.operations.map((one) => ({ ...one, id: 2, kind: 'change' as const, usualMs: null }))],
    tasks: [...old.tasks, ...copy.tasks.map((task) => ({ ...task, id: task.id + 100, operationId: 2, error: status === 'failed' && task.error !== null ? { ...task.error, message: 'Account rosas-bakery-dns exists on the node and is not ours', hint: 'Rename or remove it there, then retry this step' } : task.error }))],
  };
};
const catchingUp = (): ServiceView => copyAt('postponed');
const copyFailed = (): ServiceView => copyAt('failed');
const secured = (): ServiceView => {
  const old = live();
  return {
    ...old,
    service: { ...old.service, createdAt: '2026-02-11T09:30:00.000Z', certificates: old.service.certificates.map((one) => ({ ...one, state: 'active', missing: [], issuer: "Let's Encrypt", until: '2026-08-30T09:30:00.000Z', covers: one.names })) },
    operations: old.operations.map((operation) => ({ ...operation, openedAt: '2026-02-11T09:30:00.000Z', finishedAt: '2026-02-11T09:30:38.000Z' })),
  };
};
/** What happens to a service after it was built, one step per account; the newest is the last. */
const later = (kind: OperationKind, state: ServiceState, now: readonly Step[], progress = 1000): ServiceView => view({
  steps: now, progress, state, operation: { id: 1, kind, usualMs: null },
  service: { home: state === 'terminated' ? null : home, createdAt: '2026-02-11T09:30:00.000Z', wanted: state === 'terminating' || state === 'terminated' ? 'terminated' : kind === 'suspend' ? 'suspended' : 'active' },
});
const three = (verb: 'suspendUser' | 'unsuspendUser' | 'changePackage' | 'changePassword' | 'removeUser', web: TaskStatus, mail: TaskStatus, dns: TaskStatus): readonly Step[] => [[`web.${verb}`, web, 4], [`mail.${verb}`, mail, 3], [`dns.${verb}`, dns, 2]];
const suspended = (): ServiceView => later('suspend', 'suspended', three('suspendUser', 'succeeded', 'succeeded', 'succeeded'));
const suspending = (): ServiceView => later('suspend', 'active', three('suspendUser', 'succeeded', 'running', 'queued'), 330);
const suspendFailed = (): ServiceView => later('suspend', 'active', three('suspendUser', 'succeeded', 'failed', 'succeeded'), 660);
const unsuspending = (): ServiceView => later('unsuspend', 'suspended', three('unsuspendUser', 'succeeded', 'running', 'queued'), 330);
const unsuspended = (): ServiceView => later('unsuspend', 'active', three('unsuspendUser', 'succeeded', 'succeeded', 'succeeded'));
const newPlan = (): ServiceView => later('changePackage', 'active', three('changePackage', 'succeeded', 'running', 'queued'), 330);
const passwordFailed = (): ServiceView => later('changePassword', 'active', three('changePassword', 'succeeded', 'failed', 'succeeded'), 660);
const redeploying = (): ServiceView => view({ steps: [['web.removeUser', 'succeeded', 20], ['mail.removeUser', 'running', 2], ['dns.removeUser', 'succeeded', 18], ...split(begun)], progress: 410, operation: { kind: 'redeploy', usualMs: null } });
const closing = (): ServiceView => later('terminate', 'terminating', [...three('removeUser', 'succeeded', 'running', 'succeeded'), ['service.close', 'waiting', 4]], 600);
const closingLate = (): ServiceView => later('terminate', 'terminating', [...three('removeUser', 'succeeded', 'failed', 'succeeded'), ['service.close', 'waiting', 4]], 600);
const closed = (): ServiceView => later('terminate', 'terminated', [...three('removeUser', 'succeeded', 'succeeded', 'succeeded'), ['service.close', 'succeeded', 2]]);
const longName = (): ServiceView => view({ steps: split(midway), progress: 410, service: { domain: 'the-very-long-name-of-a-small-family-bakery-in-the-old-town-of-lviv.example' } });
/** Fourteen nodes of DNS: more rows than the feed shows at once, more segments than a lane has room for. */
const manyNodes = (): ServiceView => {
  const zones = Array.from({ length: 14 }, (_, node) => (['dns.addPackage', 'dns.addUser', 'dns.addZone', 'dns.syncRecords'] as const).map((action, step): Step => [action, node < 12 ? 'succeeded' : 'running', 60 - node * 4 - step])).flat();
  return view({ steps: [...split({ ...begun, 'mail.addUser': ['succeeded', 16], 'mail.addDomain': ['succeeded', 8] }), ...zones], progress: 700 });
};
/** Website and email only, and no certificate: fewer lanes. */
const threeLanes = (): ServiceView => view({ steps: split(midway).filter(([action]) => action !== 'service.seedAutoSsl'), progress: 430 });

export const states = { fresh, half, withoutHistory, retrying, postponed, failed, failedTwice, live, catchingUp, copyFailed, secured, suspending, suspendFailed, suspended, unsuspending, unsuspended, newPlan, passwordFailed, redeploying, closing, closingLate, closed, longName, manyNodes, threeLanes };
export type StateName = keyof typeof states;
export const isStateName = (value: string): value is StateName => Object.hasOwn(states, value);
