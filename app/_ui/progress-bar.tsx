'use client';
import clsx from 'clsx';
import { useState } from 'react';
import type { Tone } from '#server/core/task.ts';
import { toneFill } from './tone.ts';

interface Part {
  tone: Tone;
  /** Of the whole bar, 0 to 1000. */
  permille: number;
}

interface ProgressBarProps {
  label: string;
  /** What is done, 0 to 1000. */
  permille: number;
  tone?: Tone;
  /** What stands behind it: running, retrying, failed. */
  more?: readonly Part[];
  valueText: string;
  /** Of what the progress is. Within one it never steps back, whatever arrives late. */
  of: number | string;
  /** Something moves: the filled part may shimmer. */
  moving?: boolean;
}

function usePeak(value: number, of: number | string): number {
  const [peak, setPeak] = useState({ of, value });
  if (peak.of === of && value <= peak.value) return peak.value;
  setPeak({ of, value });
  return value;
}

export function ProgressBar({ label, permille, tone = 'accent', more = [], valueText, of, moving = false }: ProgressBarProps) {
  const done = usePeak(Math.min(1000, Math.max(0, permille)), of);
  const parts = [{ tone, permille: done }, ...more].filter((part) => part.permille > 0);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(done / 10)}
      aria-valuetext={valueText}
      className="relative flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-sunken shadow-[inset_0_0_0_1px_var(--color-line)]"
    >
      {parts.map((part, index) => (
        <span
          key={index}
          className={clsx('relative h-full overflow-hidden transition-[width] duration-200', toneFill[part.tone], index === parts.length - 1 && 'rounded-e-full')}
          style={{ width: `${part.permille / 10}%` }}
        >
          {moving && index === 0 && <span className="absolute inset-y-0 -start-1/2 w-1/2 motion-safe:animate-shimmer bg-linear-to-r from-transparent via-[#fff]/25 to-transparent" />}
        </span>
      ))}
    </div>
  );
}
