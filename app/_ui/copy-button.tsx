'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import { copyText } from './copy.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

interface CopyButtonProps {
  value: string;
  /** What is copied, for a screen reader: *FTP login*. */
  what: string;
}

const words = { ready: 'copy', copied: 'copied', refused: 'byHand' } as const;

export function CopyButton({ value, what }: CopyButtonProps) {
  const t = useTranslations('ui');
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
      <Button variant="quiet" size="small" className="-me-2 min-w-16 justify-end!" onClick={() => void copy()}>
        {t(words[state])}
        <VisuallyHidden> {what}</VisuallyHidden>
      </Button>
      <span role="status" className="sr-only">{state === 'ready' ? '' : `${what}: ${t(words[state])}`}</span>
    </span>
  );
}
