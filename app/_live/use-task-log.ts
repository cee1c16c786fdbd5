'use client';
import { useEffect, useState } from 'react';
import type { LogLineView } from '#db/queries/tasks.ts';
import type { LogCatchUp } from '#server/live/protocol.ts';
import { liveOf } from './socket.ts';

const merge = (have: readonly LogLineView[], more: readonly LogLineView[]): readonly LogLineView[] => {
  const last = have.at(-1)?.line ?? 0;
  const fresh = more.filter((line) => line.line > last);
  return fresh.length === 0 ? have : [...have, ...fresh];
};

/** The lines of one attempt: those that are stored, then each as it comes. `ended`: the first answer is there. */
export function useTaskLog({ taskId, attempt }: { taskId: number; attempt: number }): { lines: readonly LogLineView[]; ended: boolean } {
  const [lines, setLines] = useState<readonly LogLineView[]>([]);
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    const { socket } = liveOf();
    let held: readonly LogLineView[] = [];
    const take = (more: readonly LogLineView[]) => {
      held = merge(held, more);
      setLines(held);
    };
    const onLines = (message: { taskId: number; attempt: number; lines: readonly LogLineView[] }) => {
      if (message.taskId === taskId && message.attempt === attempt) take(message.lines);
    };
    const ask = () => socket.emit('watchLog', { taskId, attempt, line: held.at(-1)?.line ?? 0 }, (missed: LogCatchUp) => {
      if (missed.ok) take(missed.lines);
      setEnded(true);
    });
    setLines([]);
    setEnded(false);
    socket.on('lines', onLines);
    socket.on('connect', ask);
    if (socket.connected) ask();
    return () => {
      socket.off('lines', onLines);
      socket.off('connect', ask);
      socket.emit('unwatchLog', { taskId, attempt });
    };
  }, [taskId, attempt]);
  return { lines, ended };
}
