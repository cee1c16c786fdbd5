'use client';
import { useLocale, useTranslations } from 'use-intl';
import { Chip } from '#app/_ui/chip.tsx';
import { ItemRoom } from '../item-room.tsx';
import { CronForm } from './cron-form.tsx';
import { sentenceFor } from './schedule.ts';

export function CronJobs() {
  const t = useTranslations('cron');
  const tag = useLocale();
  return (
    <ItemRoom
      kind="cron"
      words={{
        title: t('title'), add: t('add'), search: t('search'), loses: t('loses'),
        full: (most) => t('full', { most }),
        empty: { title: t('emptyTitle'), text: t('emptyText') },
      }}
      titleOf={(name, settings) => settings?.command ?? t('job', { name })}
      lineOf={({ schedule }) => <>{sentenceFor(schedule, tag) ?? t('setTimes')} <code className="text-faint">{schedule.join(' ')}</code></>}
      asideOf={({ active }) => (active ? null : <Chip>{t('paused')}</Chip>)}
      fresh={{ schedule: ['0', '3', '*', '*', '*'], command: '', active: true }}
      form={(props) => <CronForm {...props} />}
    />
  );
}
