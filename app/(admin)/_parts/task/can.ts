import { canMove, type TaskStatus } from '#server/core/task.ts';

/** A person starts anew what has ended without success; what waits for its back-off goes on by itself. */
export const canRetry = (status: TaskStatus): boolean => status === 'failed' || status === 'cancelled';
export const canCancel = (status: TaskStatus): boolean => status !== 'cancelling' && (canMove(status, 'cancelled') || canMove(status, 'cancelling'));
