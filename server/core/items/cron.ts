/** A scheduled job of a service's website. The panel's cron is its most attacked part, so what it is given is the strictest. */
import * as z from 'zod';
import { jobNumber } from '../names.ts';
import type { ItemRules } from './item.ts';

const fieldNames = ['Minute', 'Hour', 'Day', 'Month', 'Weekday'] as const;
const bounds = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 7]] as const;

/** `*`, `5`, `1-5`, each with a step, and lists of them: what the panel takes; names of days and months it does not. */
function fieldFits(text: string, [least, most]: readonly [number, number]): boolean {
  return text.split(',').every((part) => {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return false;
    const [, from, to, step] = match;
    const inside = (value: string | undefined): boolean => value === undefined || (Number(value) >= least && Number(value) <= most);
    return inside(from) && inside(to) && (from === undefined || to === undefined || Number(from) <= Number(to)) && (step === undefined || (Number(step) > 0 && Number(step) <= most));
  });
}

const field = (at: number) => z.string().trim().max(100).refine((text) => fieldFits(text, bounds[at] ?? [0, 0]), `${fieldNames[at]} is not valid`);

/**
 * No quotes, backquotes, backslashes, dollars, percents, pipes, semicolons or brackets: a job is one program with plain
 * words and, at its end, where its output goes. Whoever needs more puts it into a file and calls that.
 */
const COMMAND = /^[A-Za-z0-9/~][A-Za-z0-9 _./:=,@+~?-]*(?: > ?[A-Za-z0-9_./-]+)?(?: 2>&1)?$/;
const command = z.string({ error: 'Command is missing' }).trim().min(1, 'Command is missing').max(500, 'Command is longer than 500 characters')
  .regex(COMMAND, 'Command is not valid: one program with plain words. Put anything more into a file and call that');

export const cronSettings = z.object({
  schedule: z.tuple([field(0), field(1), field(2), field(3), field(4)]),
  command,
  active: z.boolean(),
});
export type CronSettings = z.infer<typeof cronSettings>;

export const cron: ItemRules<'cron'> = {
  role: 'web',
  limit: 'web_cron_jobs',
  noun: 'scheduled job',
  name: jobNumber,
  settings: cronSettings,
  password: false,
  actions: { add: 'web.addCron', change: 'web.changeCron', remove: 'web.removeCron' },
  title: (name) => `cron #${name}`,
  // A number that was used is not used again while anything may remember it.
  nameFor: (taken) => String(1 + Math.max(0, ...taken.map(Number))),
  fault: () => null,
};
