/**
 * A WHMCS sends one of its people over: it is given an address with a code that works once and for a minute. A client comes
 * to their panel, an admin to the dashboard, with the role that the connection lends.
 */
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { instanceKeys, instances, services, signOns, staff } from '#db/schema/index.ts';
import { signing } from '#server/core/signature.ts';
import { Refused } from '#server/refused.ts';
import type { InstanceCaller } from './keys.ts';
import { openVisit, type EmbedSession } from './embed.ts';
import { type From, startSession } from './sessions.ts';
import { hashOf, newToken } from './tokens.ts';

const LIFE_SECONDS = 60;

export interface WhmcsAdmin {
  id: string;
  name: string;
  email: string;
}
export interface Wish {
  arrival: 'client' | 'admin';
  /** WHMCS's number; null for an admin who comes to the dashboard. */
  serviceId: string | null;
  admin: WhmcsAdmin | null;
  language: string | null;
}

/** Answers the code. Throws `Refused` when nobody would be let in by it. */
export async function signOn(db: Db, caller: InstanceCaller, { arrival, serviceId, admin, language }: Wish): Promise<string> {
  const [service] = serviceId === null ? [] : await db.select({ id: services.id }).from(services).where(and(eq(services.instanceId, caller.instanceId), eq(services.externalId, serviceId)));
  if (serviceId !== null && service === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not known here yet`);
  if (arrival === 'admin') await lentRole(db, caller.instanceId);
  const code = newToken();
  await db.delete(signOns).where(sql`${signOns.expiresAt} < now() - interval '1 hour'`);
  await db.insert(signOns).values({ hash: hashOf(code), keyId: caller.keyId, arrival, serviceId: service?.id ?? null, adminId: admin?.id ?? null, adminName: admin?.name ?? null, adminEmail: admin?.email ?? null, language, expiresAt: sql`now() + make_interval(secs => ${LIFE_SECONDS})` });
  return code;
}

async function lentRole(db: Db | Tx, instanceId: number) {
  const [instance] = await db.select({ role: instances.adminRole, name: instances.name }).from(instances).where(eq(instances.id, instanceId));
  if (instance === undefined || instance.role === null) throw new Refused('PRECONDITION_FAILED', `Admins of ${instance?.name ?? 'this WHMCS'} are not let into Hostwright yet: an owner chooses their role on its People page`);
  return { role: instance.role, instance: instance.name };
}

export type Arrival = { as: 'client'; session: EmbedSession } | { as: 'staff'; session: { token: string; expiresAt: Date }; serviceId: number | null };

const spent = () => new Refused('UNAUTHORIZED', 'This link was used or is older than a minute: open it once more in WHMCS');

/** Uses a code up. A client gets a visit as by a ticket, an admin a session of their own account here. */
export async function arrive(db: Db, code: string, from: From): Promise<Arrival> {
  return db.transaction(async (tx): Promise<Arrival> => {
    const [row] = await tx.delete(signOns).where(and(eq(signOns.hash, hashOf(code)), gt(signOns.expiresAt, sql`now()`))).returning();
    const [key] = row === undefined ? [] : await tx.select().from(instanceKeys).where(and(eq(instanceKeys.id, row.keyId), isNull(instanceKeys.revokedAt)));
    if (row === undefined || key === undefined) throw spent();
    if (row.arrival === 'client') {
      if (row.serviceId === null) throw spent();
      const admin = row.adminId === null ? null : `${row.adminName ?? 'WHMCS admin'} #${row.adminId}`;
      return { as: 'client', session: await openVisit(tx, { instanceId: key.instanceId, keyId: key.id, serviceId: row.serviceId, admin, language: row.language }) };
    }
    const staffId = await adminAccount(tx, key.instanceId, { id: row.adminId ?? '', name: row.adminName ?? '', email: row.adminEmail ?? '' });
    return { as: 'staff', serviceId: row.serviceId, session: await startSession(tx, staffId, from, key.id) };
  });
}

/** The account that stands for this admin of this WHMCS. One of ours with the same address is somebody else's. */
async function adminAccount(tx: Tx, instanceId: number, admin: WhmcsAdmin): Promise<number> {
  const { role, instance } = await lentRole(tx, instanceId);
  const said = `${admin.name === '' ? `Admin #${admin.id}` : admin.name} (${instance})`;
  const name = signing(200).parse(said);
  const facts = { name, email: admin.email.toLowerCase(), role };
  const [row] = await tx.insert(staff).values({ ...facts, instanceId, whmcsAdminId: admin.id }).onConflictDoUpdate({ target: [staff.instanceId, staff.whmcsAdminId], set: facts }).returning();
  if (row === undefined) throw new Error('An account was not written');
  if (row.disabledAt !== null) throw new Refused('FORBIDDEN', 'This account is switched off: ask an owner');
  return row.id;
}
