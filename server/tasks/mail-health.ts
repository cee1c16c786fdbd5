/** A live look at what the world is told of a service's mail. Nothing is written. */
import { eq } from 'drizzle-orm';
import { nodes, services } from '#db/schema/index.ts';
import { healthOf, hostOf, mailRecords, type RecordHealth, typeOf, wantedOf } from '#server/core/mail-health.ts';
import { login } from '#server/core/names.ts';
import { isSilence } from '#server/core/panel.ts';
import type { Looked } from '#server/core/sight.ts';
import { lookingOnly } from '#server/core/verify.ts';
import { managedRecords } from '#server/core/zone.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { placeOf } from './items.ts';
import { type Subject, subjectOf } from './operation.ts';
import { sharedLook } from './shared-look.ts';
import { wishOf } from './wish.ts';

/** For all of it. */
const LOOK_MS = 10_000;

export interface MailHealth {
  /** When it was looked at. */
  at: string;
  records: readonly RecordHealth[];
}

async function read(engine: Engine, serviceId: number) {
  return engine.db.transaction(async (tx) => {
    const [known] = await tx.select({ id: services.id }).from(services).where(eq(services.id, serviceId));
    if (known === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
    const subject = await subjectOf(tx, serviceId);
    if (subject.service.desired.vanity !== null || !subject.service.desired.roles.includes('mail')) throw new Refused('NOT_FOUND', 'This service has no mail of its own');
    if (subject.service.activatedAt === null) throw new Refused('CONFLICT', 'The service is being set up: its records are looked at when that is done');
    const { nodeId } = placeOf(subject, 'mail');
    const fleet = await tx.select().from(nodes);
    const node = fleet.find((one) => one.id === nodeId);
    return { subject, node, wish: wishOf(subject.service, subject.places, fleet, subject.guests, engine.sealer) };
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** The key as its node has it; as it was last seen when the node does not tell. */
async function keyOf(engine: Engine, { service, places }: Subject, node: Awaited<ReturnType<typeof read>>['node'], domain: Parameters<ReturnType<Engine['panelOf']>['mailDomains']['dkim']>[1]): Promise<string | null> {
  const last = service.observed.dkim ?? null;
  if (node === undefined || (node.circuitUntil !== null && node.circuitUntil > new Date())) return last;
  const signal = AbortSignal.timeout(LOOK_MS);
  try {
    return await lookingOnly(engine.panelOf(node, { write: () => undefined, signal, look: true })).mailDomains.dkim(login.parse(places.find((place) => place.role === 'mail')?.login), domain);
  } catch (error) {
    if (signal.aborted || isSilence(error)) return last;
    throw error;
  }
}

/** A nameserver may be silent for longer than anybody waits. */
async function within(looking: Promise<Looked>): Promise<Looked> {
  const late = Promise.withResolvers<Looked>();
  const timer = setTimeout(() => late.resolve({ nameservers: [], answers: [], fault: `The nameservers did not answer within ${LOOK_MS / 1000} seconds` }), LOOK_MS);
  return Promise.race([looking, late.promise]).finally(() => clearTimeout(timer));
}

async function look(engine: Engine, serviceId: number): Promise<MailHealth> {
  const { subject, node, wish } = await read(engine, serviceId);
  const [dkim, ...looked] = await Promise.all([keyOf(engine, subject, node, wish.domain), ...mailRecords.map((record) => within(engine.lookUp(hostOf(record, wish.domain), typeOf(record))))]);
  const wanted = managedRecords({ ...wish, dkim });
  const none: Looked = { nameservers: [], answers: [], fault: 'Nobody was asked' };
  return { at: new Date().toISOString(), records: mailRecords.map((record, at) => healthOf(record, wish.domain, wantedOf(record, wanted), looked[at] ?? none)) };
}

/** Throws `Refused` for a service without mail of its own. */
export const mailHealth = sharedLook(look);
