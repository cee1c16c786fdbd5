import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { IconName, Tone } from '#server/core/task.ts';
import { Icon } from './icon.tsx';
import { toneSoft } from './tone.ts';

interface NoteProps {
  tone: Tone;
  icon: IconName;
  children: ReactNode;
  /** A link or a small button at the end of the line. */
  action?: ReactNode;
  className?: string;
}

/** One sentence across the page: a fact that holds for all of it. */
export function Note({ tone, icon, children, action, className }: NoteProps) {
  return (
    <div className={clsx('flex flex-wrap items-center gap-x-4 gap-y-1 rounded-card px-4 py-3', toneSoft[tone], className)}>
      <span className="flex min-w-0 flex-1 basis-60 items-start gap-2.5 font-[500]">
        <Icon name={icon} size={16} className="mt-0.5 shrink-0" />
        <span className="min-w-0">{children}</span>
      </span>
      {action}
    </div>
  );
}
