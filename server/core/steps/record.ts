/** Steps on the one record that a service has in the provider's zone. */
import { ipv4 } from '../names.ts';
import { conflict, done, failed, later, type Outcome, refused } from '../outcome.ts';
import type { Panel } from '../panel.ts';
import { hostOf, recordOf, type VanityRecord } from '../vanity.ts';
import { type Claim, guestOf, type Step, type StepContext } from './step.ts';

const SERVED_AGAIN = 60;

interface At {
  record: VanityRecord;
  host: string;
  records: Panel['zoneRecords'];
  claim: Claim;
}

function recordAt(context: StepContext): At {
  const { guest, claim } = guestOf(context);
  return { record: guest.record, host: hostOf(guest.record), records: context.panel.zoneRecords, claim };
}

/** Ours as it was made, perhaps for a node that had another address then; null when nothing there is ours. */
function ours({ record, claim }: At): VanityRecord | null {
  const { owner, name, zone } = record;
  return claim.held === null ? null : recordOf(owner, { name, shared: zone }, ipv4.parse(claim.held));
}

/** What stands under the name: how many are ours, and whether anything else is there. */
async function look(at: At): Promise<{ mine: number; others: readonly string[] }> {
  const found = await at.records.find(at.record);
  const isMine = ({ type, value }: { type: string; value: string }): boolean => type === 'A' && value === at.claim.held;
  return { mine: found.filter(isMine).length, others: found.filter((one) => !isMine(one)).map((one) => one.type) };
}

async function removeOurs(at: At): Promise<Outcome | null> {
  const mine = ours(at);
  if (mine === null) return null;
  const answer = await at.records.remove(mine);
  if ((await look(at)).mine === 0) return null;
  return answer.ok ? failed(`The record ${at.host} is still in the zone after it was removed`, 'The next attempt removes it again.', { retry: true }) : refused(answer);
}

/** The line of a record is written first, what the nameserver reads comes later: the list proves nothing. */
async function added(at: At): Promise<Outcome> {
  const { record, records, host, claim } = at;
  await claim.hold(record.ipv4);
  const answer = await records.add(record);
  const { mine } = await look(at);
  if (mine === 0) {
    if (!answer.ok) await claim.hold(null);
    return answer.ok ? failed(`The record ${host} is not in the zone after it was added`, 'The next attempt adds it again.', { retry: true }) : refused(answer);
  }
  if (mine === 1 && (await records.served(record))) return done(true);
  return later(SERVED_AGAIN, `The record ${host} is stored, but the nameserver does not serve it yet`, `The nameserver does not serve ${host}`);
}

/**
 * A panel takes the same record twice, so it is looked for first. One that is ours and not as wished (another address,
 * doubled, not served) is taken away and made again: a rebuild would touch the zone, which is not ours.
 */
export const addRecord: Step = async (context) => {
  const at = recordAt(context);
  const { record, records, host, claim } = at;
  const { mine, others } = await look(at);
  if ((mine === 0 && others.length > 0) || others.includes('CNAME')) return conflict(`The zone has a record ${host} (${others.join(', ')}) that is not of this service`);
  if (mine === 1 && claim.held === record.ipv4 && (await records.served(record))) return done(false);
  if (mine === 0) return added(at);
  context.say(`The record ${host} is ours and not as wished: made again`);
  return (await removeOurs(at)) ?? added(at);
};

/** One that is not ours is left alone, and nothing of ours is there then. */
export const removeRecord: Step = async (context) => {
  const at = recordAt(context);
  const { mine } = await look(at);
  if (mine === 0) return done(false, { guest: 'gone' });
  return (await removeOurs(at)) ?? done(true, { guest: 'gone' });
};
