/** Vanity: a web account of its own for one name, a mailbox and a record as a guest on accounts of the provider. */
import type { Action } from '../action.ts';
import type { Mode, PlanInput, PlannedTask } from '../wish.ts';
import { accountKey, domainTask, placeOf, planOf, seatBuilt, seatsOf } from './parts.ts';

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
  return [
    ...seatsOf(input).flatMap((seat) => seatBuilt(seat, gone)),
    ...(web === null ? [] : [domainTask('web.addDomain', web, input.domain, ['web.addUser']), domainTask('web.applySettings', web, input.domain, ['web.addDomain'])]),
    ...removed, ...box(input, 'addAccount', removed.map((task) => task.key)),
    ...record(input, 'dns.addRecord'),
  ];
}

/** A name of the provider's points here as soon as its record is served: its site is secure when it is shown first. */
function certificate(input: PlanInput, after: readonly string[]): readonly PlannedTask[] {
  const web = placeOf(input, 'web');
  return web === null ? [] : [{ ...domainTask('web.issueCertificate', web, input.domain, after), handsOver: true }];
}

export const vanity = {
  name: 'vanity',
  title: 'Vanity',
  summary: 'A name under your own domain: one website, one mailbox and one DNS record',
  roles: ['web', 'mail', 'dns'],
  guest: true,
  accounts: () => [['web']],
  plan: planOf({
    build,
    beside: {
      reset: (input) => [...box(input, 'removeAccount'), ...box(input, 'addAccount', ['mail.removeAccount'])],
      suspend: (input) => box(input, 'suspendAccount'),
      unsuspend: (input) => box(input, 'unsuspendAccount'),
      changePassword: (input) => box(input, 'changeAccountPassword'),
      changePackage: (input) => box(input, 'changeAccountQuota'),
      terminate: (input) => [...box(input, 'removeAccount'), ...record(input, 'dns.removeRecord')],
    },
    last: certificate,
  }),
} as const satisfies Mode;
