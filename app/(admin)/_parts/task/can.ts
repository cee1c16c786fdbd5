import { type Action, isClosing } from '#server/core/action.ts';
import { canMove, type TaskStatus } from '#server/core/task.ts';

/** A person starts anew what has ended without success, and at once what waits for its back-off. */
export const canRetry = (status: TaskStatus): boolean => status === 'failed' || status === 'cancelled' || status === 'retrying' || status === 'postponed';
/** With it, all that has ended without success after it. */
export const canResume = (status: TaskStatus): boolean => status === 'failed' || status === 'cancelled';
export const canCancel = (status: TaskStatus): boolean => status !== 'cancelling' && (canMove(status, 'cancelled') || canMove(status, 'cancelling'));
export const canSkip = ({ action, status }: { action: Action; status: TaskStatus }): boolean => canMove(status, 'skipped') && !isClosing(action);
