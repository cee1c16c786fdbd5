/** How a tone is painted. Which status has which tone stands beside the status itself. */
import type { Tone } from '#server/core/task.ts';

export const toneSoft: Record<Tone, string> = {
  wait: 'bg-wait-soft text-wait-text',
  accent: 'bg-accent-soft text-accent-text',
  ok: 'bg-ok-soft text-ok-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
};

export const toneFill: Record<Tone, string> = {
  wait: 'bg-wait',
  accent: 'bg-accent',
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
};

export const toneText: Record<Tone, string> = {
  wait: 'text-wait-text',
  accent: 'text-accent-text',
  ok: 'text-ok-text',
  warn: 'text-warn-text',
  bad: 'text-bad-text',
};
