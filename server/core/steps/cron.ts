/** Scheduled jobs of the service's website. Their number is ours: a second add of the same number is refused, not doubled. */
import { jobNumber } from '../names.ts';
import type { CronFacts } from '../items/panel.ts';
import { type Handle, itemSteps } from './item.ts';
import { accountOf, itemOf, type StepContext } from './step.ts';

function cronOf(context: StepContext): Handle<'cron', CronFacts> {
  const item = itemOf(context, 'cron');
  const { cron } = context.panel;
  const { login } = accountOf(context, 'web');
  const job = jobNumber.parse(item.name);
  return {
    item,
    title: `Cron job ${job} of ${login}`,
    find: () => cron.find(login, job),
    add: (settings) => cron.add(login, job, settings),
    setPassword: null,
    differences: (wanted, found) => {
      const same = found.schedule.join(' ') === wanted.schedule.join(' ') && found.command === wanted.command;
      // A job that is suspended takes no change: it is woken for it.
      const wake = found.suspended && (!same || wanted.active);
      return [
        ...(wake ? [() => cron.unsuspend(login, job)] : []),
        ...(same ? [] : [() => cron.change(login, job, wanted)]),
        ...(!wanted.active && (wake || !found.suspended) ? [() => cron.suspend(login, job)] : []),
      ];
    },
    settingsOf: ({ schedule, command, suspended }) => ({ schedule, command, active: !suspended }),
    remove: () => cron.remove(login, job),
  };
}

export const cron = itemSteps(cronOf);
