/** A task's states, the moves between them, and how each is shown: all of it stands here once. */

export const taskStatuses = [
  'waiting', 'queued', 'running', 'retrying', 'postponed', 'cancelling', 'succeeded', 'skipped', 'failed', 'cancelled',
] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** From each state, the states that a task may go to. `transition()` refuses everything else. */
export const moves: Record<TaskStatus, readonly TaskStatus[]> = {
  waiting: ['queued', 'cancelled', 'skipped'],
  queued: ['running', 'cancelled', 'skipped'],
  running: ['succeeded', 'failed', 'retrying', 'postponed', 'cancelling', 'queued'],
  retrying: ['queued', 'cancelled', 'skipped'],
  postponed: ['queued', 'cancelled', 'skipped'],
  cancelling: ['cancelled', 'succeeded', 'failed', 'cancelling'],
  failed: ['queued', 'skipped'],
  cancelled: ['queued', 'waiting', 'skipped'],
  succeeded: [],
  skipped: [],
};

export const canMove = (from: TaskStatus, to: TaskStatus): boolean => moves[from].includes(to);

/** Holds a slot on its node and its account's serial key. */
export const isHeld = (status: TaskStatus): boolean => status === 'running' || status === 'cancelling';
/** Frees its successors. */
export const isDone = (status: TaskStatus): boolean => status === 'succeeded' || status === 'skipped';
/** Has ended without success; a person may have it tried again. */
export const isOver = (status: TaskStatus): boolean => status === 'failed' || status === 'cancelled';
/** Will move by itself. */
export const isActive = (status: TaskStatus): boolean => isHeld(status) || status === 'queued' || status === 'retrying' || status === 'postponed';

/** The newest of those that `is` picks; null when none is known. */
export const newestTask = <T extends { id: number }>(tasks: readonly T[], is: (task: T) => boolean): T | null => tasks.reduce<T | null>((newest, task) => (is(task) && task.id > (newest?.id ?? 0) ? task : newest), null);

/** Where a wish stands that `task` is the newest to bring about; null: that is not known any more. */
export type WishState = 'present' | 'changing' | 'failed';
export function wishState(met: boolean, task: { status: TaskStatus } | null): WishState {
  if (met || task === null || isDone(task.status)) return 'present';
  return isOver(task.status) ? 'failed' : 'changing';
}

export type Tone = 'wait' | 'accent' | 'ok' | 'warn' | 'bad';
export type IconName = 'clock' | 'queue' | 'spinner' | 'check' | 'retry' | 'pause' | 'stop' | 'cross' | 'skip';
export interface StatusWords {
  staff: string;
  customer: string;
  tone: Tone;
  icon: IconName;
}

export const taskWords: Record<TaskStatus, StatusWords> = {
  waiting: { staff: 'Waiting', customer: 'Waiting', tone: 'wait', icon: 'clock' },
  queued: { staff: 'Queued', customer: 'Queued', tone: 'accent', icon: 'queue' },
  running: { staff: 'Running', customer: 'In progress', tone: 'accent', icon: 'spinner' },
  retrying: { staff: 'Retrying', customer: 'Trying again soon', tone: 'warn', icon: 'retry' },
  postponed: { staff: 'Postponed', customer: 'Waiting for the server', tone: 'warn', icon: 'pause' },
  cancelling: { staff: 'Cancelling', customer: 'Stopping', tone: 'warn', icon: 'stop' },
  succeeded: { staff: 'Success', customer: 'Done', tone: 'ok', icon: 'check' },
  skipped: { staff: 'Skipped', customer: 'Done', tone: 'ok', icon: 'skip' },
  failed: { staff: 'Failed', customer: 'Did not work', tone: 'bad', icon: 'cross' },
  cancelled: { staff: 'Cancelled', customer: 'Stopped', tone: 'wait', icon: 'stop' },
};
