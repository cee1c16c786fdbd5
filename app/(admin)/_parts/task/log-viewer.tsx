'use client';
import { useRef, useState } from 'react';
import { useTaskLog } from '#app/_live/use-task-log.ts';
import { piecesOf, plain } from './ansi.ts';
import { LogBar } from './log-bar.tsx';
import { LogLines } from './log-lines.tsx';
import { useLogSearch } from './use-log-search.ts';

interface LogViewerProps {
  taskId: number;
  attempt: number;
  running: boolean;
}

/** So near the end, one is at the end. */
const NEAR_PX = 24;

/** One attempt's log, line by line as it is written. It follows the end until somebody scrolls up. */
export function LogViewer({ taskId, attempt, running }: LogViewerProps) {
  const { lines, ended } = useTaskLog({ taskId, attempt });
  const search = useLogSearch(lines);
  const scroller = useRef<HTMLDivElement>(null);
  const [follow, setFollow] = useState(true);
  const [left, setLeft] = useState(0);
  const [wrap, setWrap] = useState(true);
  const [times, setTimes] = useState(true);
  const text = () => lines.map((line) => `${line.at}  ${plain(piecesOf(line.text))}`).join('\n').concat('\n');
  const toggleFollow = (on: boolean) => {
    setLeft(lines.length);
    setFollow(on);
  };
  const onScroll = () => {
    const box = scroller.current;
    if (box === null) return;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (atEnd && !follow && search.line === null) setFollow(true);
  };
  const missed = follow ? 0 : Math.max(0, lines.length - left);
  return (
    <section aria-label={`Log of attempt ${attempt}`} className="relative flex min-h-0 flex-1 flex-col bg-terminal text-terminal-text">
      <LogBar
        search={{ ...search, set: (query) => { if (query !== '') toggleFollow(false); search.set(query); } }} follow={follow} onFollow={toggleFollow}
        wrap={wrap} onWrap={setWrap} times={times} onTimes={setTimes} text={text} fileName={`task-${taskId}-attempt-${attempt}.txt`}
      />
      {/* What scrolls must be reachable by the keyboard, and tells by wheel and keys that somebody reads. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label="Log"
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && follow && toggleFollow(false)}
        onTouchMove={() => follow && toggleFollow(false)}
        onKeyDown={(event) => ['ArrowUp', 'PageUp', 'Home'].includes(event.key) && follow && toggleFollow(false)}
        className="h-[min(46dvh,420px)] min-h-40 overflow-auto overscroll-contain focus-visible:-outline-offset-2 focus-visible:outline-[#9db2ff]"
      >
        {lines.length === 0 ? <p className="px-5 py-4 text-sm text-[#b6bbc0]">{emptyText(ended, running)}</p> : (
          <LogLines lines={lines} scroller={scroller} query={search.query} current={search.line} times={times} wrap={wrap} follow={follow} />
        )}
      </div>
      {missed > 0 && (
        <button type="button" onClick={() => { search.set(''); toggleFollow(true); }} className="absolute right-5 bottom-4 h-8 rounded-control bg-[#7d97ff] px-3 text-sm font-[540] text-[#0d1330]">
          {missed} new {missed === 1 ? 'line' : 'lines'}
        </button>
      )}
    </section>
  );
}

function emptyText(ended: boolean, running: boolean): string {
  if (!ended) return 'Reading the log …';
  return running ? 'Nothing was written yet. Lines appear here as they come.' : 'This attempt wrote nothing, or its log is older than logs are kept.';
}
