import { stopwatch } from '#app/_ui/time.ts';
import { schedule } from '#server/core/backoff.ts';
import type { RetryPolicy } from '#server/core/wish.ts';

interface Moment {
  number: number;
  /** Seconds after the first attempt failed at once. */
  at: number;
  /** How much earlier or later it may be. */
  spread: number;
}

function momentsOf(policy: RetryPolicy): readonly Moment[] {
  const moments: Moment[] = [{ number: 1, at: 0, spread: 0 }];
  for (const delay of schedule(policy)) {
    const last = moments.at(-1);
    moments.push({ number: moments.length + 1, at: (last?.at ?? 0) + delay, spread: delay * policy.jitter });
  }
  return moments;
}

const time = (seconds: number): string => (seconds < 60 ? `${Number(seconds.toFixed(1))} s` : stopwatch(seconds * 1000));

/** For an example: a step that begins at nine. */
const NINE = 9 * 3600;
const onTheClock = (seconds: number): string => {
  const at = Math.round(NINE + seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(at / 86_400);
  return `${two(Math.floor(at / 3600) % 24)}:${two(Math.floor(at / 60) % 60)}:${two(at % 60)}${days > 0 ? ` + ${days} d` : ''}`;
};
const SHOWN = 6;

export function scheduleText(policy: RetryPolicy): string {
  const moments = momentsOf(policy);
  if (moments.length === 1) return 'One attempt, never tried again';
  const [more, last] = [moments.slice(1, SHOWN), moments.at(-1)];
  const times = more.map((moment) => time(moment.at)).join(', ');
  return `${moments.length} attempts: at once, then after ${times}${moments.length > SHOWN ? ` … ${time(last?.at ?? 0)}` : ''}`;
}

/** The same by the clock. */
export function exampleText(policy: RetryPolicy): string {
  const later = momentsOf(policy).slice(1);
  if (later.length === 0) return 'What fails at 09:00:00 has failed.';
  const shown = later.slice(0, SHOWN).map((moment) => onTheClock(moment.at)).join(', ');
  const last = later.at(-1);
  return `What fails at 09:00:00 is tried again at about ${shown}${later.length > SHOWN && last !== undefined ? ` … ${onTheClock(last.at)}` : ''}, each time if it still fails.`;
}

/** Too near to the one before, a label would lie on it. */
const NEAR = 7;

function labelledOf(places: readonly number[]): readonly boolean[] {
  const chosen: number[] = [];
  return places.map((place) => {
    const free = place - (chosen.at(-1) ?? Number.NEGATIVE_INFINITY) > NEAR;
    if (free) chosen.push(place);
    return free;
  });
}

/** The attempts as dots on a time axis, each with the band in which chance may put it. */
export function SchedulePicture({ policy }: { policy: RetryPolicy }) {
  const moments = momentsOf(policy);
  const end = Math.max(1, ...moments.map((moment) => moment.at + moment.spread)) * 1.02;
  const x = (seconds: number): number => (Math.max(0, seconds) / end) * 96 + 1.5;
  const labelled = labelledOf(moments.map((moment) => x(moment.at)));
  return (
    <div aria-hidden className="relative h-11 min-w-0">
      <span className="absolute inset-x-0 top-3 h-px bg-line-strong" />
      {moments.map(({ number, at, spread }, index) => (
        <span key={number}>
          {spread > 0 && <span className="absolute top-2 h-2 rounded-full bg-accent-soft" style={{ left: `${x(at - spread)}%`, width: `${x(at + spread) - x(at - spread)}%` }} />}
          <span className="absolute top-1.5 size-3 -translate-x-1/2 rounded-full border-2 border-surface bg-accent" style={{ left: `${x(at)}%` }} />
          {labelled[index] === true && <span className="absolute top-6 -translate-x-1/2 text-xs whitespace-nowrap text-muted first:translate-x-0" style={{ left: `${x(at)}%` }}>{number === 1 ? '0' : time(at)}</span>}
        </span>
      ))}
    </div>
  );
}
