'use client';
import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

interface CopyButtonProps {
  value: string;
  /** What is copied, for a screen reader: *FTP login*. */
  what: string;
}

const words = { ready: 'Copy', copied: 'Copied', refused: 'Select it by hand' } as const;

export function CopyButton({ value, what }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof words>('ready');
  const button = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    const near = button.current?.querySelector('button');
    if (!near) return;
    setState((await copyText(value, near)) ? 'copied' : 'refused');
  }

  return (
    <span ref={button}>
      <Button variant="quiet" size="small" className="-mr-2 min-w-16 justify-end!" onClick={() => void copy()}>
        {words[state]}
        <VisuallyHidden> {what}</VisuallyHidden>
      </Button>
      <span role="status" className="sr-only">{state === 'ready' ? '' : `${what}: ${words[state]}`}</span>
    </span>
  );
}
