/** Commands on cron jobs. An exact repeat makes a second job, as on a real node. */
import { activeOwner, asJson, invalid, limitReached, listing, OK, owner, refuse, yes } from '../answers.ts';
import { type Answer, count, save, stamp, type Job, type Spec, type Step, type World } from '../world.ts';

const FIELDS: readonly [name: string, top: number][] = [['min', 59], ['hour', 23], ['day', 31], ['month', 12], ['wday', 7]];

function fieldFits(text: string, top: number): boolean {
  return text.split(',').every((part) => /^(\*|\d+(-\d+)?)(\/\d+)?$/.test(part) && (part.match(/\d+/g) ?? []).every((number) => Number(number) <= top));
}

/** What is wrong with a schedule and its command; null when nothing is. */
function fault(when: readonly string[], command: string): Answer | null {
  for (const [at, [name, top]] of FIELDS.entries()) if (!fieldFits(when[at] ?? '', top)) return invalid(name, when[at] ?? '');
  return /[`\n]/.test(command) ? refuse(2, `invalid command format :: ${command}`) : null;
}

function add(world: World, [argument, ...rest]: readonly string[]): Step {
  const when = rest.slice(0, 5);
  const [command = '', id = ''] = rest.slice(5);
  const wrong = fault(when, command);
  if (wrong !== null) return wrong;
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  const limit = limitReached(user, 'CRON_JOBS', user.jobs.length);
  if (limit !== null) return limit;
  if (user.jobs.some((job) => job.id === id)) return refuse(4, `JOB=${id} already exists`);
  return {
    ms: 490,
    apply: () => {
      const job = id === '' ? String(user.jobs.reduce((top, each) => Math.max(top, Number(each.id)), 0) + 1) : id;
      user.jobs.push({ id: job, when, command: command.replaceAll('\\', ''), ...stamp(world) });
      save(world, user);
      count(world, 'created', 'cron', `${user.login}/${job}`);
      return OK;
    },
  };
}

/** `USER JOB …` on a job that must be there. */
const onJob = (ms: number, effect: 'changed' | 'deleted', refused: (job: Job, args: readonly string[]) => Answer | null, apply: (jobs: Job[], job: Job, args: readonly string[]) => Job[]) =>
  (world: World, args: readonly string[]): Step => {
    const user = activeOwner(world, args[0]);
    if ('exit' in user) return user;
    const id = args[1] ?? '';
    if (!/^\d+$/.test(id)) return invalid('job id', id);
    const job = user.jobs.find((one) => one.id === id);
    if (job === undefined) return refuse(3, `cron job ${id} doesn't exist`);
    const wrong = refused(job, args);
    if (wrong !== null) return wrong;
    return {
      ms,
      apply: () => {
        user.jobs = apply(user.jobs, job, args);
        save(world, user);
        count(world, effect, 'cron', `${user.login}/${id}`);
        return OK;
      },
    };
  };
const suspension = (suspended: boolean) => onJob(620, 'changed', (job) => ((job.suspended === true) === suspended ? refuse(suspended ? 5 : 6, `cron ${job.id} is ${suspended ? '' : 'not '}suspended`) : null), (jobs, job) => {
  job.suspended = suspended;
  return jobs;
});

const row = ({ id, when: [min = '', hour = '', day = '', month = '', wday = ''], command, suspended, time, date }: Job) => [id, Object.entries({
  MIN: min, HOUR: hour, DAY: day, MONTH: month, WDAY: wday, CMD: command, JOB: id, SUSPENDED: yes(suspended === true), TIME: time, DATE: date,
})] as const;

export const cronCommands: Record<string, Spec> = {
  'v-add-cron-job': { usage: 'USER MIN HOUR DAY MONTH WDAY CRON_COMMAND [JOB] [RESTART]', min: 7, changes: true, run: add },
  'v-delete-cron-job': { usage: 'USER JOB', min: 2, changes: true, run: onJob(499, 'deleted', () => null, (jobs, job) => jobs.filter((one) => one !== job)) },
  'v-change-cron-job': {
    usage: 'USER JOB MIN HOUR DAY MONTH WDAY COMMAND', min: 8, changes: true,
    run: onJob(601, 'changed', (job, args) => (job.suspended === true ? refuse(5, `cron ${job.id} is suspended`) : fault(args.slice(2, 7), args[7] ?? '')), (jobs, job, args) => {
      job.when = args.slice(2, 7);
      job.command = (args[7] ?? '').replaceAll('\\', '');
      return jobs;
    }),
  },
  'v-suspend-cron-job': { usage: 'USER JOB', min: 2, changes: true, run: suspension(true) },
  'v-unsuspend-cron-job': { usage: 'USER JOB', min: 2, changes: true, run: suspension(false) },
  'v-list-cron-job': {
    usage: 'USER JOB [FORMAT]', min: 2, changes: false,
    run: (world, [argument, id = '', format]) => {
      const user = owner(world, argument);
      if ('exit' in user) return user;
      const job = user.jobs.find((one) => one.id === id);
      return job === undefined ? refuse(3, `cron job ${id} doesn't exist`) : asJson(format, () => listing([row(job)]));
    },
  },
  'v-list-cron-jobs': {
    usage: 'USER [FORMAT]', min: 1, changes: false,
    run: (world, [argument, format]) => {
      const user = owner(world, argument);
      return 'exit' in user ? user : asJson(format, () => listing(user.jobs.map(row)));
    },
  },
};
