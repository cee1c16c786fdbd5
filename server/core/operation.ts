/** What an operation is, and how its state and its service's state follow from their parts. */
import { isActive, type StatusWords, type TaskStatus } from './task.ts';

export const operationKinds = ['deploy', 'redeploy', 'reset', 'suspend', 'unsuspend', 'terminate', 'changePackage', 'changePassword', 'repair', 'change'] as const;
export type OperationKind = (typeof operationKinds)[number];
export const operationTitles: Record<OperationKind, string> = {
  deploy: 'Deployment', redeploy: 'Redeployment', reset: 'Factory reset', suspend: 'Suspension', unsuspend: 'Unsuspension',
  terminate: 'Termination', changePackage: 'Package change', changePassword: 'Password change', repair: 'Repair', change: 'Change',
};

/** What a customer reads of an operation: while it runs, when it went well, when it did not. */
export const operationNews: Record<OperationKind, { doing: string; done: string; failed: string }> = {
  deploy: { doing: 'Setting up your hosting', done: 'Your hosting is ready', failed: 'Setting up your hosting did not work' },
  redeploy: { doing: 'Setting up your hosting anew', done: 'Your hosting is ready', failed: 'Setting up your hosting anew did not work' },
  reset: { doing: 'Emptying your hosting and setting it up anew', done: 'Your hosting is ready', failed: 'Setting up your hosting anew did not work' },
  suspend: { doing: 'Suspending your hosting', done: 'Your hosting is suspended', failed: 'Your hosting is not suspended yet' },
  unsuspend: { doing: 'Switching your hosting on again', done: 'Your hosting is switched on again', failed: 'Your hosting is not switched on everywhere yet' },
  terminate: { doing: 'Closing your hosting', done: 'Your hosting is closed', failed: 'Closing your hosting takes longer than usual' },
  changePackage: { doing: 'Applying your new plan', done: 'Your new plan is applied', failed: 'Your new plan is not applied everywhere yet' },
  changePassword: { doing: 'Setting your new password', done: 'Your new password is set', failed: 'Your new password is not set everywhere yet' },
  repair: { doing: 'Mending your hosting', done: 'Your hosting is mended', failed: 'Mending your hosting did not work yet' },
  change: { doing: 'Applying your change', done: 'Your change is applied', failed: 'Your change did not work' },
};

/** Those that make a service ready: the customer's page counts from them. */
export const buildKinds = ['deploy', 'redeploy', 'reset'] as const satisfies readonly OperationKind[];
export const isBuild = (kind: OperationKind): boolean => (buildKinds as readonly OperationKind[]).includes(kind);

export type OperationStatus = 'running' | 'succeeded' | 'failed' | 'cancelled';
export type TaskCounts = Partial<Record<TaskStatus, number>>;

const has = (counts: TaskCounts, ...statuses: TaskStatus[]): boolean => statuses.some((status) => (counts[status] ?? 0) > 0);

/** An operation runs while anything in it moves by itself; a failed task settles it only when its branches have ended. */
export function operationStatus(counts: TaskCounts): OperationStatus {
  const moving = (Object.keys(counts) as TaskStatus[]).some((status) => isActive(status) && has(counts, status));
  if (moving) return 'running';
  if (has(counts, 'failed')) return 'failed';
  if (has(counts, 'cancelled')) return 'cancelled';
  return has(counts, 'waiting') ? 'running' : 'succeeded';
}

export const serviceStates = ['waiting', 'deploying', 'active', 'failed', 'suspended', 'terminating', 'terminated'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** A kind's mark on its service: while it runs, when it went well, when it did not; null leaves the state as it is. */
const marks: Record<Exclude<OperationKind, 'change'>, { running: ServiceState | null; succeeded: ServiceState | null; failed: ServiceState | null }> = {
  deploy: { running: 'deploying', succeeded: 'active', failed: 'failed' },
  redeploy: { running: 'deploying', succeeded: 'active', failed: 'failed' },
  reset: { running: 'deploying', succeeded: 'active', failed: 'failed' },
  suspend: { running: null, succeeded: 'suspended', failed: null },
  unsuspend: { running: null, succeeded: 'active', failed: null },
  // One that could not be ended yet is not alive again.
  terminate: { running: 'terminating', succeeded: 'terminated', failed: 'terminating' },
  changePackage: { running: null, succeeded: null, failed: null },
  changePassword: { running: null, succeeded: null, failed: null },
  repair: { running: null, succeeded: null, failed: null },
};

/** Its failure is not seen in the service's state: that goes on as it was. */
export const failsQuietly = (kind: OperationKind): boolean => kind !== 'change' && marks[kind].failed !== 'failed';

/** The state of a service from what it was and its newest lifecycle operation. */
export function serviceState(before: ServiceState, newest: { kind: Exclude<OperationKind, 'change'>; status: OperationStatus }): ServiceState {
  return marks[newest.kind][newest.status === 'cancelled' ? 'failed' : newest.status] ?? before;
}

export const operationWords: Record<OperationStatus, StatusWords> = {
  running: { staff: 'Running', customer: 'In progress', tone: 'accent', icon: 'spinner' },
  succeeded: { staff: 'Success', customer: 'Done', tone: 'ok', icon: 'check' },
  failed: { staff: 'Failed', customer: 'Did not work', tone: 'bad', icon: 'cross' },
  cancelled: { staff: 'Cancelled', customer: 'Stopped', tone: 'wait', icon: 'stop' },
};

export const serviceWords: Record<ServiceState, StatusWords> = {
  waiting: { staff: 'Waiting for capacity', customer: 'Being set up', tone: 'warn', icon: 'queue' },
  deploying: { staff: 'Deploying', customer: 'Being set up', tone: 'accent', icon: 'spinner' },
  active: { staff: 'Active', customer: 'Active', tone: 'ok', icon: 'check' },
  failed: { staff: 'Deploy error', customer: 'Not ready yet', tone: 'bad', icon: 'cross' },
  suspended: { staff: 'Suspended', customer: 'Suspended', tone: 'warn', icon: 'pause' },
  terminating: { staff: 'Terminating', customer: 'Being closed', tone: 'warn', icon: 'stop' },
  terminated: { staff: 'Terminated', customer: 'Closed', tone: 'wait', icon: 'stop' },
};
