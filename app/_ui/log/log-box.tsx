'use client';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { LogBar } from './log-bar.tsx';
import { type LogLine, LogLines } from './log-lines.tsx';
import { piecesOf, plain } from './ansi.ts';
import { useLogSearch } from './use-log-search.ts';

interface LogBoxProps {
  label: string;
  lines: readonly LogLine[];
  /** The lines say when they were written. */
  timed: boolean;
  /** Nothing more comes. */
  still?: boolean;
  /** In place of lines. */
  empty: string;
  fileName: string;
  /** Below the bar: what is to be known of the whole. */
  note?: ReactNode;
}

/** So near the end, one is at the end. */
const NEAR_PX = 24;

/** Lines as they come, searched, copied and taken as a file. It follows the end until somebody scrolls up. */
export function LogBox({ label, lines, timed, still = false, empty, fileName, note }: LogBoxProps) {
  const t = useTranslations('ui');
  const search = useLogSearch(lines);
  // A state and not a ref: lines that are there from the first moment are drawn once it is.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [follow, setFollow] = useState(true);
  const [left, setLeft] = useState(0);
  const [wrap, setWrap] = useState(true);
  const [times, setTimes] = useState(true);
  const text = () => lines.map((line) => `${line.at === undefined ? '' : `${line.at}  `}${plain(piecesOf(line.text))}`).join('\n').concat('\n');
  const last = lines.at(-1)?.line ?? 0;
  const toggleFollow = (on: boolean) => {
    setLeft(last);
    setFollow(on);
  };
  const onScroll = () => {
    if (scroller === null) return;
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    if (atEnd && !follow && search.line === null) setFollow(true);
  };
  const missed = follow ? 0 : Math.max(0, last - left);
  return (
    <section aria-label={label} className="relative flex min-h-0 flex-1 flex-col bg-terminal text-terminal-text">
      <LogBar
        search={{ ...search, set: (query) => { if (query !== '') toggleFollow(false); search.set(query); } }} follow={follow} still={still} onFollow={toggleFollow}
        wrap={wrap} onWrap={setWrap} times={timed ? { on: times, onChange: setTimes } : null} text={text} fileName={fileName}
      />
      {note}
      {/* What scrolls must be reachable by the keyboard, and tells by wheel and keys that somebody reads. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={setScroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        dir="ltr"
        aria-label={t('log')}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && follow && toggleFollow(false)}
        onTouchMove={() => follow && toggleFollow(false)}
        onKeyDown={(event) => ['ArrowUp', 'PageUp', 'Home'].includes(event.key) && follow && toggleFollow(false)}
        className="h-[min(46dvh,420px)] min-h-40 overflow-auto overscroll-contain focus-visible:-outline-offset-2 focus-visible:outline-[#9db2ff]"
      >
        {lines.length === 0 ? <p dir="auto" className="px-5 py-4 text-sm text-[#b6bbc0]">{empty}</p> : (
          <LogLines lines={lines} scroller={scroller} query={search.query} current={search.line} times={times} wrap={wrap} follow={follow} />
        )}
      </div>
      {missed > 0 && (
        <button type="button" onClick={() => { search.set(''); toggleFollow(true); }} className="absolute end-5 bottom-4 h-8 rounded-control bg-[#7d97ff] px-3 text-sm font-[540] text-[#0d1330]">
          {t('newLines', { count: missed })}
        </button>
      )}
    </section>
  );
}
