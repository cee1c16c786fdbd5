'use client';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import { VisuallyHidden } from '#app/_ui/visually-hidden.tsx';
import { type StepId, steps } from './steps.ts';

interface StepperProps {
  /** Null: all is done. */
  current: StepId | null;
  done: readonly StepId[];
  /** Absent while nothing but the first step is open. */
  onGo?: (id: StepId) => void;
}

export function Stepper({ current, done, onGo }: StepperProps) {
  return (
    <ol aria-label="Set-up" className="flex flex-wrap gap-1.5">
      {steps.map(({ id, label }, index) => {
        const isDone = done.includes(id);
        const look = clsx('flex h-9 items-center gap-2 rounded-control border px-3 pointer-coarse:h-11', id === current ? 'border-line bg-surface font-[600] shadow-card' : 'border-transparent text-muted');
        const content = (
          <>
            <span aria-hidden className={clsx('flex size-5 items-center justify-center rounded-full text-xs', isDone ? 'bg-ok-soft text-ok-text' : 'bg-wait-soft text-wait-text')}>{isDone ? <Check size={12} strokeWidth={3} /> : index + 1}</span>
            {label}
            {isDone && <VisuallyHidden>, done</VisuallyHidden>}
          </>
        );
        return (
          <li key={id} aria-current={id === current ? 'step' : undefined}>
            {onGo === undefined || id === 'owner' ? <span className={look}>{content}</span> : <button type="button" onClick={() => onGo(id)} className={clsx(look, id !== current && 'hover:text-text')}>{content}</button>}
          </li>
        );
      })}
    </ol>
  );
}
