'use client';
import { useTranslations } from 'use-intl';
import { useNow } from '#app/_ui/clock.tsx';
import { Note } from '#app/_ui/note.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { isBuild, operationNews } from '#server/core/operation.ts';
import type { OperationView } from '#server/core/view.ts';

/** What went well is news for this long. */
const FRESH_MS = 600_000;

/** What happens to a service that stays as it is meanwhile; what builds or closes it has a page of its own. */
export function News({ operation, reference }: { operation: OperationView | null; reference: string }) {
  const t = useTranslations('splash');
  const said = useSaid();
  const now = useNow();
  if (operation === null || isBuild(operation.kind) || operation.kind === 'terminate') return null;
  const { doing, done, failed } = operationNews[operation.kind];
  if (operation.status === 'running') return <Note tone="accent" icon="clock">{said(doing)}. {t('seconds')}</Note>;
  if (operation.status === 'succeeded') {
    const old = now !== null && operation.finishedAt !== null && now - Date.parse(operation.finishedAt) > FRESH_MS;
    return old || operation.kind === 'suspend' ? null : <Note tone="ok" icon="check">{said(done)}.</Note>;
  }
  // A suspension that did not work is no customer's business.
  if (operation.kind === 'suspend') return null;
  return <Note tone="warn" icon="retry">{said(failed)}. {t('newsFailed', { reference })}</Note>;
}
