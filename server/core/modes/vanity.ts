/** Vanity: a web account of its own for one name, a mailbox and a record as a guest on accounts of the provider. */
import type { Action } from '../action.ts';
import type { Mode, PlanInput, PlanKind, PlannedTask } from '../wish.ts';
import { accountKey, activated, closed, domainTask, onEach, packageChange, placeOf, refill, seatBuilt, seatsOf } from './parts.ts';

type BoxVerb = 'addAccount' | 'suspendAccount' | 'unsuspendAccount' | 'changeAccountQuota' | 'changeAccountPassword' | 'removeAccount';

/** Steps on the shared user take turns with those of every other service on it. */
function box({ guest }: PlanInput, verb: BoxVerb, after: readonly string[] = []): readonly PlannedTask[] {
  if (guest === null || guest.mailbox === null) return [];
  const { node, owner, address } = guest.mailbox;
  const action: Action = `mail.${verb}`;
  return [{ key: action, action, nodeId: node, target: address, after, serialKey: accountKey(node, owner) }];
}

function record({ guest, domain }: PlanInput, action: 'dns.addRecord' | 'dns.removeRecord'): readonly PlannedTask[] {
  if (guest === null || guest.record === null) return [];
  const { nodes, owner } = guest.record;
  return nodes.map((node) => ({ key: `${action}@${node}`, action, nodeId: node, target: domain, after: [], serialKey: accountKey(node, owner) }));
}

/** Mailbox and record wait for nothing of the website; a record that is there already is only looked at. */
function build(input: PlanInput, gone: boolean): readonly PlannedTask[] {
  const web = placeOf(input, 'web');
  const removed = gone ? box(input, 'removeAccount') : [];
  return activated(input, [
    ...seatsOf(input).flatMap((seat) => seatBuilt(seat, gone)),
    ...(web === null ? [] : [domainTask('web.addDomain', web, input.domain, ['web.addUser']), domainTask('web.applySettings', web, input.domain, ['web.addDomain'])]),
    ...removed, ...box(input, 'addAccount', removed.map((task) => task.key)),
    ...record(input, 'dns.addRecord'),
  ]);
}

function plan(kind: PlanKind, input: PlanInput): readonly PlannedTask[] {
  switch (kind) {
    case 'deploy':
      return build(input, false);
    case 'redeploy':
      return build(input, true);
    case 'reset':
      return activated(input, [...refill(input), ...box(input, 'removeAccount'), ...box(input, 'addAccount', ['mail.removeAccount'])]);
    case 'suspend':
      return [...onEach(input, 'suspendUser'), ...box(input, 'suspendAccount')];
    case 'unsuspend':
      return [...onEach(input, 'unsuspendUser'), ...box(input, 'unsuspendAccount')];
    case 'changePassword':
      return [...onEach(input, 'changePassword'), ...box(input, 'changeAccountPassword')];
    case 'changePackage':
      return [...packageChange(input), ...box(input, 'changeAccountQuota')];
    case 'terminate':
      return closed(input, [...onEach(input, 'removeUser'), ...box(input, 'removeAccount'), ...record(input, 'dns.removeRecord')]);
  }
}

export const vanity = {
  name: 'vanity',
  title: 'Vanity',
  summary: 'A name under your own domain: one website, one mailbox and one DNS record',
  roles: ['web', 'mail', 'dns'],
  guest: true,
  accounts: () => [['web']],
  plan,
} as const satisfies Mode;
