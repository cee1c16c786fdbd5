'use client';
import { CopyButton } from '#app/_ui/copy-button.tsx';

/** Something long to be carried to a machine: it wraps, and is copied as one line. */
export function CopyBlock({ what, text }: { what: string; text: string }) {
  return (
    <div className="overflow-hidden rounded-control border border-line">
      <p className="flex min-h-9 items-center justify-between gap-2 border-b border-line bg-sunken pr-3 pl-3 text-sm text-muted">{what}<CopyButton value={text} what={what} /></p>
      {/* What scrolls must be reachable by the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre aria-label={what} tabIndex={0} className="max-h-36 overflow-y-auto px-3 py-2 wrap-anywhere whitespace-pre-wrap focus-visible:-outline-offset-2">{text}</pre>
    </div>
  );
}
