import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Tone } from '#server/core/task.ts';
import { toneSoft } from './tone.ts';

export function Chip({ tone = 'wait', children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return <span className={clsx('inline-flex h-6 items-center rounded-pill px-2 text-sm font-[540] whitespace-nowrap', toneSoft[tone], className)}>{children}</span>;
}

/** A number beside a name: in a tab, in the side bar. */
export function CountChip({ count, tone = 'wait' }: { count: number; tone?: Tone }) {
  return <span className={clsx('inline-flex h-5 min-w-5 items-center justify-center rounded-pill px-1.5 text-xs font-[540]', toneSoft[tone])}>{count.toLocaleString('en')}</span>;
}
