'use client';
import { Button } from '#app/_ui/button.tsx';

interface PagerProps {
  /** *Showing 1 to 25 of 60*. */
  text: string;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  busy: boolean;
}

export function Pager({ text, onPrevious, onNext, busy }: PagerProps) {
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p role="status" className="text-sm text-muted">{busy ? 'Reading …' : text}</p>
      {(onPrevious !== null || onNext !== null) && (
        <div className="flex gap-2">
          <Button disabled={onPrevious === null} onClick={() => onPrevious?.()}>Previous</Button>
          <Button disabled={onNext === null} onClick={() => onNext?.()}>Next</Button>
        </div>
      )}
    </nav>
  );
}
