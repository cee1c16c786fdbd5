import clsx from 'clsx';
import { took } from '#app/_ui/time.ts';
import type { Scale } from './scale.ts';
import type { Segment, SegmentKind } from './segments.ts';

export const segmentLooks: Record<SegmentKind, { look: string; words: string }> = {
  wait: { look: 'h-3.5 border border-control/70 bg-[repeating-linear-gradient(135deg,var(--color-control)_0_1px,transparent_1px_4px)]', words: 'waiting for the server' },
  run: { look: 'h-3.5 bg-accent', words: 'running' },
  done: { look: 'h-3.5 bg-ok', words: 'succeeded' },
  failed: { look: 'h-3.5 bg-bad', words: 'failed attempt' },
  postponed: { look: 'h-2 bg-warn', words: 'postponed' },
  backoff: { look: 'h-0 rounded-none! border-t-2 border-dotted border-warn', words: 'back-off' },
  stopped: { look: 'h-3.5 bg-wait', words: 'cancelled' },
};

/** Never thinner than the eye can see. */
const THIN = 0.35;

export function Bars({ segments, scale, usual }: { segments: readonly Segment[]; scale: Scale; usual: number | null }) {
  return (
    <span aria-hidden className="relative block h-full min-h-6">
      <Lines scale={scale} />
      {segments.map((segment, index) => {
        const left = scale.at(segment.from);
        return (
          <span
            key={index}
            title={`${segmentLooks[segment.kind].words}, ${took(segment.to - segment.from)}`}
            className={clsx('absolute top-1/2 -translate-y-1/2 rounded-[3px]', segmentLooks[segment.kind].look)}
            style={{ left: `${left}%`, width: `${Math.max(THIN, scale.at(segment.to) - left)}%` }}
          />
        );
      })}
      {usual !== null && <span title="usually done by now" className="absolute top-1/2 h-5 w-0.5 -translate-y-1/2 bg-text/45" style={{ left: `${scale.at(usual)}%` }} />}
    </span>
  );
}

/** The axis' hairlines go through every row; a fold is a band. */
function Lines({ scale }: { scale: Scale }) {
  return (
    <>
      {scale.ticks.map((tick) => <span key={tick.at} className="absolute inset-y-0 w-px bg-line" style={{ left: `${tick.at}%` }} />)}
      {scale.folds.map((fold) => <span key={fold.at} className="absolute inset-y-0 border-x border-dashed border-line-strong bg-sunken" style={{ left: `${fold.at}%`, width: `${fold.width}%` }} />)}
    </>
  );
}

export function Axis({ scale }: { scale: Scale }) {
  return (
    <span aria-hidden className="relative block h-full min-h-5">
      {scale.ticks.map((tick) => <span key={tick.at} className={clsx('absolute top-1/2 -translate-y-1/2', tick.at > 1 && '-translate-x-1/2')} style={{ left: `${tick.at}%` }}>{tick.label}</span>)}
    </span>
  );
}

export function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 border-t border-line px-5 py-3 text-sm text-muted">
      {Object.values(segmentLooks).map(({ look, words }) => (
        <li key={words} className="flex items-center gap-2">
          <span aria-hidden className={clsx('w-5 rounded-[3px]', look)} />
          {words}
        </li>
      ))}
      <li className="flex items-center gap-2"><span aria-hidden className="ml-2 h-4 w-0.5 bg-text/45" />usual time</li>
    </ul>
  );
}
