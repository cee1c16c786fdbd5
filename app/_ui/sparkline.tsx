'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Tone } from '#server/core/task.ts';
import { toneText } from './tone.ts';

interface SparklineProps {
  label: string;
  /** Oldest first; null leaves a gap. */
  values: readonly (number | null)[];
  /** The top of the picture; without it the highest value is. */
  most?: number;
  tone?: Tone;
  /** The newest value as one reads it. */
  text: string;
  /** Under it: since when. */
  note?: string;
}

const [WIDTH, HEIGHT] = [240, 48];

/** A line for every run of values without a gap. */
function pathOf(values: readonly (number | null)[], top: number): string {
  const step = WIDTH / Math.max(1, values.length - 1);
  const at = (value: number): string => (HEIGHT - 1 - (Math.min(value, top) / top) * (HEIGHT - 2)).toFixed(1);
  return values.map((value, index) => (value === null ? '' : `${index === 0 || values[index - 1] === null ? 'M' : 'L'}${(index * step).toFixed(1)} ${at(value)}`)).join('');
}

/** How a figure went, small. The picture says nothing that the text does not. */
export function Sparkline({ label, values, most, tone = 'accent', text, note }: SparklineProps) {
  const t = useTranslations('ui');
  const known = values.filter((value) => value !== null);
  const top = Math.max(most ?? Math.max(0, ...known), Number.EPSILON);
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline justify-between gap-3"><span className="text-muted">{label}</span><span className="font-[540] whitespace-nowrap">{text}</span></figcaption>
      {known.length < 2 ? <p className="mt-2 flex h-12 items-center text-sm text-muted">{t('fewReadings')}</p> : (
        <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={clsx('mt-2 block h-12 w-full rtl:-scale-x-100', toneText[tone])}>
          <line x1="0" y1={HEIGHT - 0.5} x2={WIDTH} y2={HEIGHT - 0.5} stroke="var(--color-line)" />
          <path d={pathOf(values, top)} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      {note !== undefined && <p className="mt-1 text-sm text-muted">{note}</p>}
    </figure>
  );
}
