/** Unified: one panel account with web, mail and its own zone, all on one node. */
import type { Mode, PlanInput, PlannedTask } from '../wish.ts';
import { domainTask, placeOf, planOf, type Seat, seatBuilt, seatsOf } from './parts.ts';

/**
 * One account works on one thing at a time, so its steps stand in the quickest order: a panel that finds a zone of the
 * same name writes the mail domain's records into it one by one, for a quarter of a minute. The zone comes last, and is
 * then brought in one go with the key in it.
 */
function content(input: PlanInput, after: string): readonly PlannedTask[] {
  const [web, mail, [node]] = [placeOf(input, 'web'), placeOf(input, 'mail'), input.nodes.dns];
  const { dns } = input.accounts;
  const tasks: PlannedTask[] = [];
  if (web !== null) tasks.push(domainTask('web.addDomain', web, input.domain, [after]), domainTask('web.applySettings', web, input.domain, ['web.addDomain']));
  if (mail !== null) tasks.push(domainTask('mail.addDomain', mail, input.domain, [after]));
  if (node !== undefined && dns !== undefined) {
    const at = { node, login: dns.login };
    tasks.push(domainTask('dns.addZone', at, input.domain, mail === null ? [after] : ['mail.addDomain']), domainTask('dns.syncRecords', at, input.domain, ['dns.addZone']));
  }
  return tasks;
}

const seatOf = (input: PlanInput): Seat => {
  const [seat] = seatsOf(input);
  if (seat === undefined) throw new Error('A Unified service has no account');
  return seat;
};

function build(input: PlanInput, gone: boolean): readonly PlannedTask[] {
  const account = seatBuilt(seatOf(input), gone);
  return [...account, ...content(input, account.at(-1)?.key ?? '')];
}

export const unified = {
  name: 'unified',
  title: 'Unified',
  summary: 'Web, mail and DNS in one account on one node',
  roles: ['web', 'mail', 'dns'],
  guest: false,
  accounts: (roles) => [roles],
  plan: planOf({ build }),
} as const satisfies Mode;
