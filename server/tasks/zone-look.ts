/** The zone of a service as it should be, and a look at how each of its nameservers has it. Nothing is written. */
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { nodes, services } from '#db/schema/index.ts';
import { type DelegationSigner, isSilence } from '#server/core/panel.ts';
import { lookingOnly } from '#server/core/verify.ts';
import type { Wish } from '#server/core/wish.ts';
import { zoneLines, zoneRecords } from '#server/core/zone.ts';
import type { ZoneRow } from '#server/core/zone-own.ts';
import { type ZoneSight, sightOf } from '#server/core/zone-sight.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import type { NodeRow } from './load.ts';
import { subjectOf } from './operation.ts';
import { isSignable, missingNameservers } from './resync.ts';
import { wishOf } from './wish.ts';

const LOOK_MS = 8000;

async function wished(tx: Tx, engine: Engine, serviceId: number) {
  const [known] = await tx.select({ id: services.id }).from(services).where(eq(services.id, serviceId));
  if (known === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
  const subject = await subjectOf(tx, serviceId);
  const fleet = await tx.select().from(nodes);
  const wish = wishOf(subject.service, subject.places, fleet, subject.guests, engine.sealer);
  const servers = fleet.filter((node) => subject.places.some((place) => place.role === 'dns' && place.nodeId === node.id)).toSorted((a, b) => a.name.localeCompare(b.name));
  return { subject, wish, servers };
}

const reading = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
type Server = Pick<NodeRow, 'id' | 'name' | 'hostname'>;
const named = ({ id, name, hostname }: Server): Server => ({ id, name, hostname });

export interface ZoneView {
  rev: number;
  /** How many records it may have; null = any number. */
  limit: number | null;
  /** What a record without a wish of its own gets, in seconds. */
  ttl: number;
  /** Ours that are off included. */
  records: readonly ZoneRow[];
  /** Nodes that have, or are being brought, a copy. */
  servers: readonly Server[];
  /** `offered`: its one nameserver can; `signer`: what the zone above is to say, once there is a key. */
  signing: { offered: boolean; on: boolean; signer: DelegationSigner | null };
  /** Nameservers of the group without a copy. */
  missing: readonly { id: number; name: string }[];
}

/** Empty for a service without a zone of its own. */
export async function zoneOf(engine: Engine, serviceId: number): Promise<ZoneView> {
  return engine.db.transaction(async (tx) => {
    const { subject, wish, servers } = await wished(tx, engine, serviceId);
    const { limits, records: { rev }, zone: { ttl } } = subject.service.desired;
    const base = { rev, ttl, limit: limits.dns_records };
    if (servers.length === 0) return { ...base, records: [], servers: [], missing: [], signing: { offered: false, on: false, signer: null } };
    const missing = await missingNameservers(tx, subject);
    return { ...base, records: zoneLines(wish), servers: servers.map(named), missing: missing.map(({ id, name }) => ({ id, name })), signing: { offered: isSignable(subject, missing), on: wish.zoneEdits.signed, signer: wish.signer } };
  }, reading);
}

async function lookAt(engine: Engine, node: NodeRow, wish: Wish): Promise<ZoneSight> {
  const login = wish.accounts.dns?.login;
  if (login === undefined) throw new Error('A nameserver has a service without a DNS account');
  const signal = AbortSignal.timeout(LOOK_MS);
  const panel = lookingOnly(engine.panelOf(node, { write: () => undefined, signal }));
  const unreachable = (found: string): ZoneSight => ({ nodeId: node.id, is: 'unreachable', serial: null, found });
  try {
    return sightOf(node.id, zoneRecords(wish), await panel.zones.records(login, wish.domain), await panel.zones.serial(wish.domain));
  } catch (error) {
    if (isSilence(error)) return unreachable(error.message);
    if (signal.aborted) return unreachable(`It did not answer within ${LOOK_MS / 1000} seconds`);
    throw error;
  }
}

/** Nodes are asked side by side; one of which the circuit is open is not asked. */
export async function lookAtZone(engine: Engine, serviceId: number): Promise<readonly ZoneSight[]> {
  const { wish, servers } = await engine.db.transaction((tx) => wished(tx, engine, serviceId), reading);
  return Promise.all(servers.map(async (node): Promise<ZoneSight> => {
    if (node.circuitUntil !== null && node.circuitUntil > new Date()) return { nodeId: node.id, is: 'unreachable', serial: null, found: node.lastError ?? 'It does not answer' };
    return lookAt(engine, node, wish);
  }));
}
