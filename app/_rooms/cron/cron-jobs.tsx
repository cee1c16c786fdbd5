'use client';
import { Chip } from '#app/_ui/chip.tsx';
import { ItemRoom } from '../item-room.tsx';
import { CronForm } from './cron-form.tsx';
import { sentenceFor } from './schedule.ts';

export function CronJobs() {
  return (
    <ItemRoom
      kind="cron"
      words={{
        title: 'Scheduled jobs', add: 'Add job', search: 'Search jobs', loses: 'It does not run any more.',
        full: (most) => `All ${most} scheduled jobs of your plan are used. Remove one, or order a larger plan.`,
        empty: { title: 'Nothing is scheduled', text: 'A job starts a program of your website at fixed times: a shop’s newsletter, a nightly clean-up.' },
      }}
      titleOf={(name, settings) => settings?.command ?? `Job ${name}`}
      lineOf={({ schedule }) => <>{sentenceFor(schedule) ?? 'At set times'} <code className="text-faint">{schedule.join(' ')}</code></>}
      asideOf={({ active }) => (active ? null : <Chip>Paused</Chip>)}
      fresh={{ schedule: ['0', '3', '*', '*', '*'], command: '', active: true }}
      form={(props) => <CronForm {...props} />}
    />
  );
}
