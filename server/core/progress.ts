/** What the splash and the Deploy tab say about an operation, counted from its tasks. */
import { actionFacts, lanes, laneWords, type Lane } from './action.ts';
import { isBuild, operationNews } from './operation.ts';
import { isActive, isDone, type TaskStatus } from './task.ts';
import type { OperationView, ServiceView, TaskView } from './view.ts';

export interface LaneProgress {
  lane: Exclude<Lane, 'finish'>;
  title: string;
  done: number;
  total: number;
  /** One per step, in order, for the lane's segments. */
  segments: readonly TaskStatus[];
  /** One line under the bar. */
  line: string;
}
export interface Progress {
  operation: OperationView;
  /** 0 to 1000, never stepping back. */
  permille: number;
  done: number;
  total: number;
  running: number;
  failed: number;
  pending: number;
  /** The customer's words for what is happening. */
  now: string;
  lanes: readonly LaneProgress[];
}

const isFailed = (task: TaskView): boolean => task.status === 'failed' || task.status === 'cancelled';
const isRunning = (task: TaskView): boolean => task.status === 'running' || task.status === 'cancelling';

/** Where a plan waits for the certificate, it is there, or comes by itself. */
const readyLine = (lane: LaneProgress['lane'], tasks: readonly TaskView[]): string =>
  tasks.some((task) => task.action.endsWith('.issueCertificate') && task.changed === true) ? 'Ready' : laneWords[lane].ready;

function lineOf(lane: LaneProgress['lane'], tasks: readonly TaskView[], build: boolean): string {
  if (tasks.every((task) => isDone(task.status))) return build ? readyLine(lane, tasks) : 'Done';
  if (tasks.some(isFailed)) return build ? laneWords[lane].failed : 'Not done yet';
  const current = tasks.find(isRunning) ?? tasks.find((task) => isActive(task.status));
  if (current === undefined) return tasks.some((task) => isDone(task.status)) ? 'Waiting for the other parts' : 'Waiting';
  if (current.status === 'retrying') return 'Trying again soon';
  if (current.status === 'postponed') return 'Waiting for the server';
  return actionFacts[current.action].doing;
}

function laneOf(lane: LaneProgress['lane'], tasks: readonly TaskView[], build: boolean): LaneProgress {
  return {
    lane,
    title: laneWords[lane].title,
    done: tasks.filter((task) => isDone(task.status)).length,
    total: tasks.length,
    segments: tasks.map((task) => task.status),
    line: lineOf(lane, tasks, build),
  };
}

function nowOf(operation: OperationView, tasks: readonly TaskView[]): string {
  if (operation.status === 'succeeded') return operationNews[operation.kind].done;
  const latest = (list: readonly TaskView[]) => list.toSorted((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? ''))[0];
  const current = latest(tasks.filter(isRunning));
  if (current !== undefined) return actionFacts[current.action].doing;
  const failed = tasks.find(isFailed);
  if (operation.status === 'failed' && failed !== undefined) return isBuild(operation.kind) ? laneWords[failed.lane].failed : operationNews[operation.kind].failed;
  if (tasks.some((task) => task.status === 'retrying')) return 'Trying again in a moment';
  if (tasks.some((task) => task.status === 'postponed')) return 'Waiting for a server';
  return 'Starting';
}

/** The newest lifecycle operation, null when the service never had one. */
export function currentOperation(view: ServiceView): OperationView | null {
  return view.operations.filter((operation) => operation.kind !== 'change').reduce<OperationView | null>((newest, operation) => (newest === null || operation.id > newest.id ? operation : newest), null);
}

/** The newest operation that made the service what it is, or was to. */
export function builtBy(view: ServiceView): OperationView | null {
  return currentOperation({ ...view, operations: view.operations.filter((operation) => isBuild(operation.kind)) });
}

export function progressOf(view: ServiceView, operation: OperationView): Progress {
  const tasks = view.tasks.filter((task) => task.operationId === operation.id).toSorted((a, b) => a.id - b.id);
  const count = (test: (task: TaskView) => boolean): number => tasks.filter(test).length;
  const done = count((task) => isDone(task.status));
  const running = count(isRunning);
  const failed = count(isFailed);
  return {
    operation,
    permille: operation.progress,
    done,
    total: tasks.length,
    running,
    failed,
    pending: tasks.length - done - running - failed,
    now: nowOf(operation, tasks),
    lanes: lanes.map((lane) => laneOf(lane, tasks.filter((task) => task.lane === lane), isBuild(operation.kind))).filter((lane) => lane.total > 0),
  };
}
