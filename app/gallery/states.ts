/** The states that a customer's page goes through, each under the name by which the gallery and the tests ask for it. */
import { type Action, actions } from '#server/core/action.ts';
import type { TaskStatus } from '#server/core/task.ts';
import type { ServiceView } from '#server/core/view.ts';
import { secondsAgo, view } from './factories.ts';

type Step = readonly [Action, TaskStatus, number];
type Now = Partial<Record<Action, readonly [TaskStatus, number]>>;

/** All steps of Split; those not named wait. */
const split = (named: Now): readonly Step[] => actions.map((action) => [action, ...(named[action] ?? (['waiting', 21] as const))]);
const all = (status: TaskStatus): readonly Step[] => actions.map((action, index) => [action, status, actions.length - index + 2]);

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
const secured = (): ServiceView => {
  const old = live();
  return {
    ...old,
    service: { ...old.service, createdAt: '2026-02-11T09:30:00.000Z', certificates: old.service.certificates.map((one) => ({ ...one, state: 'active', missing: [], issuer: "Let's Encrypt", until: '2026-08-30T09:30:00.000Z', covers: one.names })) },
    operations: old.operations.map((operation) => ({ ...operation, openedAt: '2026-02-11T09:30:00.000Z', finishedAt: '2026-02-11T09:30:38.000Z' })),
  };
};
const suspended = (): ServiceView => view({ steps: all('succeeded'), progress: 1000, state: 'suspended' });
const longName = (): ServiceView => view({ steps: split(midway), progress: 410, service: { domain: 'the-very-long-name-of-a-small-family-bakery-in-the-old-town-of-lviv.example' } });
/** Fourteen nodes of DNS: more rows than the feed shows at once, more segments than a lane has room for. */
const manyNodes = (): ServiceView => {
  const zones = Array.from({ length: 14 }, (_, node) => (['dns.addPackage', 'dns.addUser', 'dns.addZone', 'dns.syncRecords'] as const).map((action, step): Step => [action, node < 12 ? 'succeeded' : 'running', 60 - node * 4 - step])).flat();
  return view({ steps: [...split({ ...begun, 'mail.addUser': ['succeeded', 16], 'mail.addDomain': ['succeeded', 8] }), ...zones], progress: 700 });
};
/** Website and email only, and no certificate: fewer lanes. */
const threeLanes = (): ServiceView => view({ steps: split(midway).filter(([action]) => action !== 'service.seedAutoSsl'), progress: 430 });

export const states = { fresh, half, withoutHistory, retrying, postponed, failed, failedTwice, live, secured, suspended, longName, manyNodes, threeLanes };
export type StateName = keyof typeof states;
export const isStateName = (value: string): value is StateName => Object.hasOwn(states, value);
