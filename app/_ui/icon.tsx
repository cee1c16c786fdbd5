import { Check, CircleDot, Clock, FastForward, Hourglass, type LucideIcon, Pause, RotateCw, Square, X } from 'lucide-react';
import type { IconName } from '#server/core/task.ts';

const shapes: Record<IconName, LucideIcon> = {
  clock: Clock,
  queue: Hourglass,
  // A still mark: a screen has one thing that turns, and it is not in a pill.
  spinner: CircleDot,
  check: Check,
  retry: RotateCw,
  pause: Pause,
  stop: Square,
  cross: X,
  skip: FastForward,
};

export function Icon({ name, size = 14, className }: { name: IconName; size?: number; className?: string }) {
  const Shape = shapes[name];
  return <Shape size={size} strokeWidth={2.25} aria-hidden className={className} />;
}
