/** What WHMCS and staff can ask of a service, and what each request means in each of its states. The whole table is data. */
import { type OperationKind, type OperationStatus, operationTitles, type ServiceState } from './operation.ts';

export const commands = ['create', 'suspend', 'unsuspend', 'terminate', 'changePassword', 'changePackage', 'renew'] as const;
export type Command = (typeof commands)[number];

/** `none`: there is no service of this number. */
export type CommandState = 'none' | ServiceState;

/**
 * `nothing`: it is so already, success. `wish`: written down; what it takes begins at once, or when what runs now has
 * ended. `open`: a first deployment. `resume`: the failed steps again. `anew`: a new generation.
 */
export type Meaning = 'nothing' | 'wish' | 'open' | 'resume' | 'anew' | { refuse: string };

const refuse = (sentence: string): Meaning => ({ refuse: sentence });
const gone = refuse('This service is terminated');
const going = refuse('This service is being terminated');
const unknown = refuse('This service is not provisioned here');

export const table: Readonly<Record<Command, Readonly<Record<CommandState, Meaning>>>> = {
  create: {
    none: 'open', waiting: 'nothing', deploying: 'nothing', failed: 'resume', active: 'nothing', suspended: 'nothing',
    terminating: refuse('Termination is still running, try again when it has finished'), terminated: 'anew',
  },
  suspend: { none: unknown, waiting: 'wish', deploying: 'wish', failed: 'wish', active: 'wish', suspended: 'wish', terminating: 'nothing', terminated: 'nothing' },
  unsuspend: { none: unknown, waiting: 'wish', deploying: 'wish', failed: 'wish', active: 'wish', suspended: 'wish', terminating: going, terminated: gone },
  terminate: { none: 'nothing', waiting: 'wish', deploying: 'wish', failed: 'wish', active: 'wish', suspended: 'wish', terminating: 'nothing', terminated: 'nothing' },
  changePassword: { none: unknown, waiting: 'wish', deploying: 'wish', failed: 'wish', active: 'wish', suspended: 'wish', terminating: going, terminated: gone },
  changePackage: { none: unknown, waiting: 'wish', deploying: 'wish', failed: 'wish', active: 'wish', suspended: 'wish', terminating: going, terminated: gone },
  renew: { none: 'nothing', waiting: 'nothing', deploying: 'nothing', failed: 'nothing', active: 'nothing', suspended: 'nothing', terminating: 'nothing', terminated: 'nothing' },
};

/** What builds a service again: *redeploy* its accounts as well, *reset* only what is in them. */
export type Rebuild = 'redeploy' | 'reset';

// What was never whole can't be emptied, and a panel adds nothing to an account that is suspended.
const notWhole = refuse('Only an active service can be reset: retry its failed steps, unsuspend it, or redeploy it');
const noRoom = refuse('This service waits for room in the fleet: nothing of it is built yet');
export const rebuildTable: Readonly<Record<Rebuild, Readonly<Record<ServiceState, Meaning>>>> = {
  redeploy: { waiting: noRoom, deploying: 'anew', failed: 'anew', active: 'anew', suspended: 'anew', terminating: going, terminated: gone },
  reset: { waiting: noRoom, deploying: notWhole, failed: notWhole, active: 'anew', suspended: notWhole, terminating: going, terminated: gone },
};

/** What a service should be, whatever it is. */
export const wishes = ['active', 'suspended', 'terminated'] as const;
export type Wanted = (typeof wishes)[number];

/** Why nothing in a service can be changed by those who use it: it is switched off, or on its way out. Null while it can. */
export function whyResting({ state, wanted }: { state: ServiceState; wanted: Wanted }): string | null {
  if (wanted === 'terminated' || state === 'terminating' || state === 'terminated') return 'The service is being closed: nothing in it can be changed any more';
  return state === 'suspended' || wanted === 'suspended' ? 'The service is suspended: nothing in it can be changed until it is switched on again' : null;
}

/** What is known to be so on the nodes of one account. */
export interface AccountFact {
  suspended: boolean;
  package: string;
  /** The version of the service's password that it has. */
  password: number;
}
export interface Situation {
  wanted: Wanted;
  state: ServiceState;
  /** The version of the service's password that is wanted. */
  password: number;
  /** Every account of the service; `fact` is null before it was made. */
  accounts: readonly { package: string; fact: AccountFact | null }[];
}
export type Step = 'deploy' | 'terminate' | 'changePackage' | 'changePassword' | 'suspend' | 'unsuspend';

/**
 * The next operation that brings a service nearer to its wish, null when nothing is left or nothing can be done now. A
 * panel refuses a new password while an account is suspended, so that one waits until it is not.
 */
export function nextStep({ wanted, state, password, accounts }: Situation): Step | null {
  if (state === 'terminated') return null;
  if (wanted === 'terminated') return state === 'terminating' ? null : 'terminate';
  if (state === 'waiting') return 'deploy';
  if (state !== 'active' && state !== 'suspended') return null;
  const facts = accounts.flatMap(({ package: name, fact }) => (fact === null ? [] : [{ name, fact }]));
  // On or off first: nothing that fails beside it may keep an overdue customer online, or a paying one offline.
  if (wanted === 'suspended' && (state !== 'suspended' || facts.some(({ fact }) => !fact.suspended))) return 'suspend';
  if (wanted === 'active' && (state === 'suspended' || facts.some(({ fact }) => fact.suspended))) return 'unsuspend';
  if (facts.some(({ name, fact }) => fact.package !== name)) return 'changePackage';
  return facts.some(({ fact }) => !fact.suspended && fact.password < password) ? 'changePassword' : null;
}

export type Handle = 'suspend' | 'unsuspend' | 'changePackage' | 'changePassword' | Rebuild | 'terminate';
const handles: readonly Handle[] = ['suspend', 'unsuspend', 'changePackage', 'changePassword', 'reset', 'redeploy', 'terminate'];

/** What staff can do to a service now, mildest first; of suspend and unsuspend, the one that is not wished already. */
export function handlesOf({ state, wanted }: { state: ServiceState; wanted: Wanted }): readonly Handle[] {
  const other = wanted === 'suspended' ? 'suspend' : 'unsuspend';
  return handles.filter((handle) => {
    if (handle === 'redeploy' || handle === 'reset') return rebuildTable[handle][state] === 'anew';
    return handle !== other && table[handle][state] === 'wish';
  });
}

const wishWords = { active: 'unsuspended', suspended: 'suspended', terminated: 'terminated' } as const;
const steps = { active: 'unsuspend', suspended: 'suspend', terminated: 'terminate' } as const satisfies Record<Wanted, Step>;
const met: Record<Wanted, readonly ServiceState[]> = { active: ['active', 'waiting', 'deploying', 'failed'], suspended: ['suspended'], terminated: ['terminated'] };

/** One line for staff while a service is not yet what it should be, null when it is. `newest` is its newest lifecycle operation. */
export function pendingLine({ state, wanted }: { state: ServiceState; wanted: Wanted }, newest: { kind: OperationKind; status: OperationStatus } | null): string | null {
  if (met[wanted].includes(state) || newest === null) return null;
  const word = wishWords[wanted];
  const title = operationTitles[newest.kind].toLowerCase();
  const own = newest.kind === steps[wanted];
  if (newest.status === 'running') return own ? `Is being ${word}` : `Will be ${word} when the ${title} has ended`;
  if (newest.status === 'succeeded') return `Will be ${word} in a moment`;
  if (state === 'failed') return `Will be ${word} when it is deployed`;
  // Nothing that did not work is begun again by itself, and what is wanted after it waits.
  return `Should be ${word}, but the ${title}${own ? '' : ' before it'} did not work`;
}
