'use client';
import { useTranslations } from 'use-intl';
import { Note } from '#app/_ui/note.tsx';
import { useRooms } from '../room-context.tsx';
import { History } from './history.tsx';
import { Looks } from './looks.tsx';
import { Password } from './password.tsx';

/** The password of a service, how its panel looks, and who did what to it. */
export function Account() {
  const t = useTranslations('account');
  const { audience, readOnly } = useRooms();
  return (
    <section aria-label={t('title')} className="flex max-w-[920px] animate-arrive flex-col gap-6">
      <h2 className="text-lg font-[600]">{t('title')}</h2>
      {readOnly !== null && <Note tone="wait" icon="pause">{readOnly}</Note>}
      <Password says={t('opens')} />
      {audience === 'customer' && <Looks />}
      <History />
    </section>
  );
}
