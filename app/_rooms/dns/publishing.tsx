'use client';
import { useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import type { Publishing } from '#server/core/publishing.ts';
import type { IconName, Tone } from '#server/core/task.ts';
import { toneText } from '#app/_ui/tone.ts';

const look: Record<Publishing['is'], { tone: Tone; icon: IconName }> = {
  done: { tone: 'ok', icon: 'check' }, publishing: { tone: 'accent', icon: 'spinner' }, waiting: { tone: 'warn', icon: 'pause' }, failed: { tone: 'bad', icon: 'cross' },
};
const nameservers = (count: number): string => `${count} nameserver${count === 1 ? '' : 's'}`;

function sentence({ is, on, of, reason }: Publishing): string {
  const far = `on ${on} of ${nameservers(of)}`;
  switch (is) {
    case 'done':
      return `Published on ${of === 1 ? 'the nameserver' : 'all nameservers'}`;
    case 'publishing':
      return `Being published: ${far}`;
    case 'waiting':
      return `Waiting for the server: ${far}. It gets the records as soon as it can`;
    case 'failed':
      return `Published ${far}. ${reason ?? 'It was stopped'}`;
  }
}

/** One line, always there: nothing moves when it changes. */
export function PublishingLine({ publishing, onRetry }: { publishing: Publishing; onRetry: (() => Promise<unknown>) | null }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const retry = (again: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    again().catch((refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  const { tone, icon } = look[publishing.is];
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p role="status" className={`flex min-w-0 items-start gap-2 ${publishing.is === 'done' ? 'text-muted' : toneText[tone]}`}><Icon name={icon} size={15} className="mt-0.5 shrink-0" />{sentence(publishing)}</p>
      {publishing.is === 'failed' && onRetry !== null && <Button size="small" busy={busy} onClick={() => retry(onRetry)}>Try again</Button>}
      <FormError message={error} />
    </div>
  );
}
