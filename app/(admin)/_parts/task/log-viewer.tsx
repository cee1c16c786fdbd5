'use client';
import { useTaskLog } from '#app/_live/use-task-log.ts';
import { LogBox } from '#app/_ui/log/log-box.tsx';

interface LogViewerProps {
  taskId: number;
  attempt: number;
  running: boolean;
}

/** One attempt's log, line by line as it is written. */
export function LogViewer({ taskId, attempt, running }: LogViewerProps) {
  const { lines, ended } = useTaskLog({ taskId, attempt });
  return <LogBox label={`Log of attempt ${attempt}`} lines={lines} timed empty={emptyText(ended, running)} fileName={`task-${taskId}-attempt-${attempt}.txt`} />;
}

function emptyText(ended: boolean, running: boolean): string {
  if (!ended) return 'Reading the log …';
  return running ? 'Nothing was written yet. Lines appear here as they come.' : 'This attempt wrote nothing, or its log is older than logs are kept.';
}
