/** What an operation is, and how its state and its service's state follow from their parts. */
import { isActive, type StatusWords, type TaskStatus } from './task.ts';

export const operationKinds = ['deploy', 'redeploy', 'change'] as const;
export type OperationKind = (typeof operationKinds)[number];
export const operationTitles: Record<OperationKind, string> = { deploy: 'Deployment', redeploy: 'Redeployment', change: 'Change' };

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

export const serviceStates = ['deploying', 'active', 'failed', 'suspended', 'terminating', 'terminated'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** The state of a service from its newest lifecycle operation. */
export function serviceState(newest: { kind: OperationKind; status: OperationStatus }): ServiceState {
  if (newest.status === 'running') return 'deploying';
  return newest.status === 'succeeded' ? 'active' : 'failed';
}

export const operationWords: Record<OperationStatus, StatusWords> = {
  running: { staff: 'Running', customer: 'In progress', tone: 'accent', icon: 'spinner' },
  succeeded: { staff: 'Success', customer: 'Done', tone: 'ok', icon: 'check' },
  failed: { staff: 'Failed', customer: 'Did not work', tone: 'bad', icon: 'cross' },
  cancelled: { staff: 'Cancelled', customer: 'Stopped', tone: 'wait', icon: 'stop' },
};

export const serviceWords: Record<ServiceState, StatusWords> = {
  deploying: { staff: 'Deploying', customer: 'Being set up', tone: 'accent', icon: 'spinner' },
  active: { staff: 'Active', customer: 'Active', tone: 'ok', icon: 'check' },
  failed: { staff: 'Deploy error', customer: 'Not ready yet', tone: 'bad', icon: 'cross' },
  suspended: { staff: 'Suspended', customer: 'Suspended', tone: 'warn', icon: 'pause' },
  terminating: { staff: 'Terminating', customer: 'Being closed', tone: 'warn', icon: 'stop' },
  terminated: { staff: 'Terminated', customer: 'Closed', tone: 'wait', icon: 'stop' },
};
