import clsx from 'clsx';
import type { Tone } from '#server/core/task.ts';
import { toneFill, toneText } from './tone.ts';

interface GaugeProps {
  label: string;
  used: number;
  /** Null = unlimited: the bar stays empty. */
  limit: number | null;
  tone: Tone;
  /** `7 of 10`. */
  text: string;
  /** What the tone means, in a word: `near its limit`. */
  mark?: string;
}

/** What is used of what may be. */
export function Gauge({ label, used, limit, tone, text, mark }: GaugeProps) {
  const share = limit === null ? 0 : limit === 0 ? Number(used > 0) : Math.min(1, used / limit);
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span>{label}</span>
        <span className="text-sm text-muted">{mark !== undefined && <span className={clsx('font-[540]', toneText[tone])}>{mark} · </span>}{text}</span>
      </p>
      <div
        role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} aria-valuetext={mark === undefined ? text : `${text}, ${mark}`}
        className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-wait-soft shadow-[inset_0_0_0_1px_var(--color-line)]"
      >
        <span className={clsx('block h-full rounded-full', toneFill[tone])} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
