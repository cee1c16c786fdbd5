'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { marked, piecesOf } from './ansi.ts';
import { lineTime } from './line-time.ts';

export interface LogLine {
  line: number;
  text: string;
  /** Without: a plain line of text. */
  stream?: 'note' | 'command' | 'stdout' | 'stderr' | 'exit';
  /** When it was written, where that is known beside the text. */
  at?: string;
}

interface LogLinesProps {
  lines: readonly LogLine[];
  /** Null before it is drawn. */
  scroller: HTMLDivElement | null;
  query: string;
  /** Index of the line that the search stands at. */
  current: number | null;
  times: boolean;
  wrap: boolean;
  follow: boolean;
}

const LINE_PX = 20;

const looks: Record<NonNullable<LogLine['stream']>, string> = {
  note: '', command: 'text-[#9db2ff]', stdout: '', stderr: 'text-[#ff9a93]', exit: 'text-[#9aa0a6]',
};
const isBadExit = (line: LogLine): boolean => line.stream === 'exit' && !/^(exit )?0\b/.test(line.text);

/** Only what is in sight is in the page: a log may have a hundred thousand lines. */
export function LogLines({ lines, scroller, query, current, times, wrap, follow }: LogLinesProps) {
  const t = useTranslations('ui');
  // oxlint-disable-next-line react/incompatible-library -- the list is not memoised
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => scroller, estimateSize: () => LINE_PX, overscan: 20, paddingStart: 10, paddingEnd: 10 });
  const count = lines.length;
  useEffect(() => {
    if (follow && count > 0) rows.scrollToIndex(count - 1, { align: 'end' });
  }, [follow, count, rows]);
  useEffect(() => {
    if (current !== null) rows.scrollToIndex(current, { align: 'center' });
  }, [current, rows]);
  const width = String(lines.at(-1)?.line ?? 1).length;
  return (
    <div role="list" aria-label={t('log')} className="relative min-w-full font-mono text-code" style={{ height: rows.getTotalSize(), width: wrap ? undefined : 'max-content' }}>
      {rows.getVirtualItems().map((item) => {
        const line = lines[item.index];
        if (line === undefined) return null;
        return (
          <div
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            role="listitem"
            className={clsx('absolute start-0 top-0 flex min-w-full gap-3 ps-5 pe-5', wrap && 'w-full', item.index === current && 'bg-[#ffffff14]')}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <span aria-hidden className="shrink-0 text-end text-[#a3a8ad] select-none" style={{ width: `${Math.max(2, width)}ch` }}>{line.line}</span>
            {times && line.at !== undefined && <time dateTime={line.at} title={line.at} className="shrink-0 text-[#a3a8ad] select-none">{lineTime(line.at)}</time>}
            <span className={clsx(wrap ? 'min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap' : 'whitespace-pre', looks[line.stream ?? 'stdout'], isBadExit(line) && 'text-[#ff9a93]!')}>
              {line.stream === 'command' && <span aria-hidden className="select-none">$ </span>}
              <Text line={line} query={query} />
            </span>
          </div>
        );
      })}
    </div>
  );
}

function Text({ line, query }: { line: LogLine; query: string }) {
  const pieces = marked(piecesOf(line.text), query);
  return pieces.map((piece, index) => (
    <span
      key={index}
      className={clsx(piece.marked && 'rounded-[2px] bg-[#6b5310] text-[#ffe9a8]!', piece.bold && 'font-bold', piece.dim && 'opacity-75', piece.underline && 'underline')}
      style={piece.marked ? undefined : { color: piece.color ?? undefined, backgroundColor: piece.background ?? undefined }}
    >
      {piece.text}
    </span>
  ));
}
