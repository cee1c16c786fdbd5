import * as z from 'zod';
import type { CronFacts } from '#server/core/items/panel.ts';
import type { Panel } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { oneOf, yes, type Shell } from './exec.ts';

const listed = z.object({ MIN: z.string(), HOUR: z.string(), DAY: z.string(), MONTH: z.string(), WDAY: z.string(), CMD: z.string(), SUSPENDED: yes });

export function readCronJob(exit: Exit, job: string): CronFacts | null {
  const found = oneOf('v-list-cron-job', exit, job, listed);
  return found === null ? null : { schedule: [found.MIN, found.HOUR, found.DAY, found.MONTH, found.WDAY], command: found.CMD, suspended: found.SUSPENDED };
}

export const cron = (shell: Shell): Panel['cron'] => ({
  find: async (login, job) => readCronJob(await shell.read('v-list-cron-job', [login, job, 'json']), job),
  add: (login, job, { schedule, command }) => shell.change('v-add-cron-job', login, [login, ...schedule, command, job]),
  change: (login, job, { schedule, command }) => shell.change('v-change-cron-job', login, [login, job, ...schedule, command]),
  suspend: (login, job) => shell.change('v-suspend-cron-job', login, [login, job]),
  unsuspend: (login, job) => shell.change('v-unsuspend-cron-job', login, [login, job]),
  remove: (login, job) => shell.change('v-delete-cron-job', login, [login, job]),
});
