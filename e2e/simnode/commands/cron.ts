/** Commands on cron jobs. An exact repeat makes a second job, as on a real node. */
import { activeOwner, asJson, invalid, limitReached, listing, OK, owner, refuse } from '../answers.ts';
import { count, save, stamp, type Job, type Spec, type Step, type World } from '../world.ts';

const FIELDS: readonly [name: string, top: number][] = [['min', 59], ['hour', 23], ['day', 31], ['month', 12], ['wday', 7]];

function fieldFits(text: string, top: number): boolean {
  return text.split(',').every((part) => /^(\*|\d+(-\d+)?)(\/\d+)?$/.test(part) && (part.match(/\d+/g) ?? []).every((number) => Number(number) <= top));
}

function add(world: World, [argument, ...rest]: readonly string[]): Step {
  const when = rest.slice(0, 5);
  const [command = '', id = ''] = rest.slice(5);
  for (const [at, [name, top]] of FIELDS.entries()) if (!fieldFits(when[at] ?? '', top)) return invalid(name, when[at] ?? '');
  if (/[`\n]/.test(command)) return refuse(2, `invalid command format :: ${command}`);
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

function remove(world: World, [argument, id = '']: readonly string[]): Step {
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  if (!/^\d+$/.test(id)) return invalid('job id', id);
  if (!user.jobs.some((job) => job.id === id)) return refuse(3, `cron job ${id} doesn't exist`);
  return {
    ms: 300,
    apply: () => {
      user.jobs = user.jobs.filter((job) => job.id !== id);
      save(world, user);
      count(world, 'deleted', 'cron', `${user.login}/${id}`);
      return OK;
    },
  };
}

const row = ({ id, when: [min = '', hour = '', day = '', month = '', wday = ''], command, time, date }: Job) => [id, Object.entries({
  MIN: min, HOUR: hour, DAY: day, MONTH: month, WDAY: wday, CMD: command, JOB: id, SUSPENDED: 'no', TIME: time, DATE: date,
})] as const;

export const cronCommands: Record<string, Spec> = {
  'v-add-cron-job': { usage: 'USER MIN HOUR DAY MONTH WDAY CRON_COMMAND [JOB] [RESTART]', min: 7, changes: true, run: add },
  'v-delete-cron-job': { usage: 'USER JOB', min: 2, changes: true, run: remove },
  'v-list-cron-jobs': {
    usage: 'USER [FORMAT]', min: 1, changes: false,
    run: (world, [argument, format]) => {
      const user = owner(world, argument);
      return 'exit' in user ? user : asJson(format, () => listing(user.jobs.map(row)));
    },
  },
};
