/** Asks the nameservers of a service's names where these point, for a person who waits. It writes nothing. */
import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { nodes, placements, services } from '#db/schema/index.ts';
import { certificateNames, type CertificateRole } from '#server/core/certificate.ts';
import { type PointingRecord, pointingOf, unasked } from '#server/core/pointing.ts';
import type { NameSight, Resolve, Target } from '#server/core/sight.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from '#server/tasks/engine.ts';
import { sharedLook } from '#server/tasks/shared-look.ts';

/** Every name of a site with all the further names that it may have. */
const MOST_NAMES = 30;
const DEADLINE_MS = 12_000;

export interface Pointing {
  records: PointingRecord[];
  /** ISO: when it was asked. */
  at: string;
}

async function targetsOf(db: Db, serviceId: number): Promise<readonly { name: string; target: Target }[]> {
  const [service] = await db.select().from(services).where(eq(services.id, serviceId));
  if (service === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
  const { domain, desired, observed, generation } = service;
  const places = await db.select({ role: placements.role, ipv4: nodes.ipv4, ipv6: nodes.ipv6 }).from(placements).innerJoin(nodes, eq(nodes.id, placements.nodeId))
    .where(and(eq(placements.serviceId, serviceId), eq(placements.generation, generation), inArray(placements.role, ['web', 'mail'])));
  const site = { domain, aliases: observed.web?.applied?.aliases ?? desired.web.aliases, guest: desired.vanity !== null };
  const namesOf = (role: string): readonly string[] => certificateNames(role as CertificateRole, site);
  const wanted = places.toSorted((a, b) => Number(a.role === 'mail') - Number(b.role === 'mail'));
  return wanted.flatMap(({ role, ipv4, ipv6 }) => namesOf(role).map((name) => ({ name, target: { domain, nameservers: desired.nameservers, ipv4, ipv6 } }))).slice(0, MOST_NAMES);
}

/** Whatever a name's nameservers do, its answer is there in time. */
async function inTime(resolve: Resolve, name: string, target: Target, deadline: Promise<NameSight | null>): Promise<NameSight> {
  return (await Promise.race([resolve(name, target), deadline])) ?? unasked(name, `Its nameservers did not answer within ${DEADLINE_MS / 1000} s`);
}

async function ask({ db, resolve }: Engine, serviceId: number): Promise<Pointing> {
  const names = await targetsOf(db, serviceId);
  const at = new Date().toISOString();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<null>((done) => { timer = setTimeout(() => done(null), DEADLINE_MS); });
  try {
    const seen = await Promise.all(names.map(async ({ name, target }) => ({ target, sight: await inTime(resolve, name, target, deadline) })));
    return { records: [...pointingOf(seen)], at };
  } finally {
    clearTimeout(timer);
  }
}

export const pointing = sharedLook(ask);
