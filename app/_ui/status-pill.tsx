'use client';
import clsx from 'clsx';
import { useSaid } from '#app/_words/words.tsx';
import type { StatusWords } from '#server/core/task.ts';
import { Icon } from './icon.tsx';
import { toneSoft } from './tone.ts';

interface StatusPillProps {
  words: StatusWords;
  audience?: 'staff' | 'customer';
  /** Says more than the status' own word: *Attempt 2/3*, *Retrying in 0:12*. */
  label?: string;
  className?: string;
}

export function StatusPill({ words, audience = 'staff', label, className }: StatusPillProps) {
  const said = useSaid();
  return (
    <span className={clsx('inline-flex h-6 items-center gap-1 rounded-pill px-2 text-sm font-[540] whitespace-nowrap', toneSoft[words.tone], className)}>
      <Icon name={words.icon} size={13} />
      {label ?? said(words[audience])}
    </span>
  );
}
