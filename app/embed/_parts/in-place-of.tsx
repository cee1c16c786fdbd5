'use client';
import { useTranslations } from 'use-intl';
import { Note } from '#app/_ui/note.tsx';

/** Somebody of the provider looks at a customer's page: they see that they do, and whose name what they do is under. */
export function InPlaceOf({ admin }: { admin: string }) {
  const t = useTranslations('home');
  return <div className="px-4 pt-4 sm:px-6"><Note tone="warn" icon="clock" className="max-w-[920px]">{t('inPlace', { admin })}</Note></div>;
}
