/** Split: up to three panel accounts, each on a node of its role; the zone on every DNS node. */
import type { Mode, PlanInput, PlannedTask } from '../wish.ts';
import { domainTask, placeOf, planOf, seatBuilt, seatsOf } from './parts.ts';

/**
 * Records are synced twice: at once, so that SPF and DMARC never wait for the mail node, and once more when the mail
 * domain has its key. When the key came first, the second pass looks, finds all as wished and is over.
 */
function zoneTasks(input: PlanInput, withMail: boolean): readonly PlannedTask[] {
  const { dns } = input.accounts;
  if (dns === undefined) return [];
  return input.nodes.dns.flatMap((node) => {
    const at = { node, login: dns.login };
    const suffix = `@${node}`;
    const sync = domainTask('dns.syncRecords', at, input.domain, [`dns.addZone${suffix}`], suffix);
    const dkim = domainTask('dns.syncRecords', at, `mail._domainkey.${input.domain}`, [sync.key, 'mail.addDomain'], `+dkim${suffix}`);
    return [domainTask('dns.addZone', at, input.domain, [`dns.addUser${suffix}`], suffix), sync, ...(withMail ? [dkim] : [])];
  });
}

function build(input: PlanInput, gone: boolean): readonly PlannedTask[] {
  const [web, mail] = [placeOf(input, 'web'), placeOf(input, 'mail')];
  const seats = seatsOf(input);
  const made = (role: string) => seats.filter((seat) => seat.role === role).flatMap((seat) => seatBuilt(seat, gone));
  return [
    ...made('web'),
    ...(web === null ? [] : [domainTask('web.addDomain', web, input.domain, ['web.addUser']), domainTask('web.applySettings', web, input.domain, ['web.addDomain'])]),
    ...made('mail'),
    ...(mail === null ? [] : [domainTask('mail.addDomain', mail, input.domain, ['mail.addUser'])]),
    ...made('dns'),
    ...zoneTasks(input, mail !== null),
  ];
}

export const split = {
  name: 'split',
  title: 'Split',
  summary: 'Web, mail and DNS on different nodes, each with an account of its own',
  roles: ['web', 'mail', 'dns'],
  guest: false,
  accounts: (roles) => roles.map((role) => [role]),
  plan: planOf({ build }),
} as const satisfies Mode;
