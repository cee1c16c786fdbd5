'use client';
import { useSaid } from '#app/_words/words.tsx';
import { Icon } from './icon.tsx';

/** What was wrong with the form as a whole. Its place stays in the page, so that it is read out when it fills. */
export function FormError({ message }: { message: string | null | undefined }) {
  const said = useSaid();
  return (
    <div role="alert" className="empty:absolute">
      {message ? (
        <p className="flex items-start gap-2 rounded-control bg-bad-soft px-3 py-2 text-bad-text normal-nums wrap-anywhere">
          <Icon name="cross" size={16} className="mt-0.5 shrink-0" />
          {said(message)}
        </p>
      ) : null}
    </div>
  );
}
