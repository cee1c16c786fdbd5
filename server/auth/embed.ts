/**
 * The embed needs no cookie and no storage: WHMCS signs a ticket, the frame exchanges it once for a bearer token that
 * lives in the page's memory and is bound to one service.
 */
import { createHmac } from 'node:crypto';
import { and, arrayContains, eq, gt, or, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Db, Queryable } from '#db/client.ts';
import { embedSessions, embedTickets, instanceKeys, instances, services } from '#db/schema/index.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { ticketKeys } from './keys.ts';
import { hashOf, newToken, sameText } from './tokens.ts';

const SKEW = 60;
const LIFE_MS = 15 * 60_000;

const payload = z.object({
  v: z.literal(1),
  /** The client area's address; its origin may frame us. */
  iss: z.url({ protocol: /^https?$/ }),
  svc: z.coerce.string().min(1).max(64),
  act: z.enum(['client', 'admin', 'masquerade']).default('client'),
  /** Whose session in the WHMCS it is, and how that person is called there. */
  uid: z.union([z.string().max(64), z.number()]).optional(),
  name: z.string().trim().max(100).regex(/^[^\p{C}]*$/u).optional(),
  lang: z.string().max(32).optional(),
  theme: z.enum(['light', 'dark', 'auto']).optional(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(8).max(64),
});
export type Ticket = z.output<typeof payload>;

export interface EmbedCaller {
  kind: 'embed';
  hash: string;
  visit: string;
  serviceId: number;
  act: Ticket['act'];
  /** Who looks in the customer's place; null for the customer. */
  admin: string | null;
  expiresAt: Date;
}
export interface EmbedSession {
  token: string;
  serviceId: number;
  expiresAt: Date;
  theme: NonNullable<Ticket['theme']>;
  /** As WHMCS calls it: the client's, else the one that the service was ordered in. */
  language: string;
  parentOrigin: string;
  admin: string | null;
}

const invalid = () => new Refused('UNAUTHORIZED', 'This page is not valid any more: reload it');

function decode(ticket: string): { body: string; signature: string; claims: Ticket } {
  const [body, signature, rest] = ticket.split('.');
  if (body === undefined || signature === undefined || rest !== undefined || ticket.length > 4096) throw invalid();
  try {
    return { body, signature, claims: payload.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))) };
  } catch {
    throw invalid();
  }
}

/** Who is at it in the customer's place. A WHMCS that does not say the name has at least a number. */
function adminOf({ act, uid, name }: Ticket): string | null {
  if (act === 'client') return null;
  const person = name === undefined || name === '' ? 'WHMCS admin' : name;
  return uid === undefined ? person : `${person} #${uid}`;
}

async function issue(db: Queryable, session: Pick<typeof embedSessions.$inferInsert, 'serviceId' | 'visit' | 'keyId' | 'act' | 'admin' | 'parentOrigin'>): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const [row] = await db.insert(embedSessions).values({ ...session, hash: hashOf(token), expiresAt: sql`now() + make_interval(secs => ${LIFE_MS / 1000})` }).returning();
  if (row === undefined) throw new Error('An embed session was not written');
  return { token, expiresAt: row.expiresAt };
}

/** What has ended by itself is of no use to anybody; an hour's grace covers clocks that differ. */
async function clearAway(db: Db): Promise<void> {
  await db.delete(embedTickets).where(sql`${embedTickets.expiresAt} < now() - interval '1 hour'`);
  await db.delete(embedSessions).where(sql`${embedSessions.expiresAt} < now() - interval '1 hour'`);
}

/** Exchanges a ticket, once. Throws `Refused` (UNAUTHORIZED) for one that is forged, used, too old, or of no service. */
export async function exchange(db: Db, sealer: Sealer, ticket: string): Promise<EmbedSession> {
  const { body, signature, claims } = decode(ticket);
  const now = Date.now() / 1000;
  if (claims.iat > now + SKEW || claims.exp < now - SKEW || claims.exp <= claims.iat || claims.exp - claims.iat > 600) throw invalid();
  const origin = new URL(claims.iss).origin;
  const [instance] = await db.select().from(instances).where(or(eq(instances.origin, origin), arrayContains(instances.origins, [origin]))).limit(1);
  if (instance === undefined) throw invalid();
  const keys = await ticketKeys(db, sealer, instance.id);
  const signed = keys.find(({ key }) => sameText(createHmac('sha256', key.reveal()).update(body).digest('base64url'), signature));
  if (signed === undefined) throw invalid();
  const [service] = await db.select({ id: services.id, language: sql<string>`${services.desired} ->> 'language'` }).from(services).where(and(eq(services.instanceId, instance.id), eq(services.externalId, claims.svc)));
  if (service === undefined) throw new Refused('NOT_FOUND', 'This service is not known here yet');
  const first = await db.insert(embedTickets).values({ jti: claims.jti, expiresAt: new Date((claims.exp + SKEW) * 1000) }).onConflictDoNothing().returning();
  if (first.length === 0) throw invalid();
  await clearAway(db);
  const admin = adminOf(claims);
  const session = await issue(db, { serviceId: service.id, visit: newToken(), keyId: signed.keyId, act: claims.act, admin, parentOrigin: origin });
  return { ...session, admin, serviceId: service.id, theme: claims.theme ?? 'auto', language: claims.lang ?? service.language, parentOrigin: origin };
}

/** The same visit without a ticket, for a page of its own: whoever asks has proven who comes. */
export async function openVisit(db: Queryable, { instanceId, keyId, serviceId, admin, language }: { instanceId: number; keyId: number; serviceId: number; admin: string | null; language: string | null }): Promise<EmbedSession> {
  const [row] = await db.select({ origin: instances.origin, language: sql<string>`${services.desired} ->> 'language'` }).from(services).innerJoin(instances, eq(instances.id, services.instanceId)).where(and(eq(services.id, serviceId), eq(instances.id, instanceId)));
  if (row === undefined) throw new Refused('NOT_FOUND', 'This service is not known here yet');
  const parentOrigin = row.origin ?? '';
  const session = await issue(db, { serviceId, visit: newToken(), keyId, act: admin === null ? 'client' : 'masquerade', admin, parentOrigin });
  return { ...session, admin, serviceId, theme: 'auto', language: language ?? row.language, parentOrigin };
}

export async function embedOf(db: Db, token: string): Promise<EmbedCaller | null> {
  const [row] = await db.select({ hash: embedSessions.hash, visit: embedSessions.visit, serviceId: embedSessions.serviceId, act: embedSessions.act, admin: embedSessions.admin, expiresAt: embedSessions.expiresAt }).from(embedSessions)
    .innerJoin(instanceKeys, eq(instanceKeys.id, embedSessions.keyId))
    .where(and(eq(embedSessions.hash, hashOf(token)), gt(embedSessions.expiresAt, sql`now()`), sql`${instanceKeys.revokedAt} is null`));
  return row === undefined ? null : { kind: 'embed', ...row };
}

/** A fresh token for a session that still holds; the old one ends. */
export async function refresh(db: Db, caller: EmbedCaller): Promise<{ token: string; expiresAt: Date }> {
  const [old] = await db.delete(embedSessions).where(eq(embedSessions.hash, caller.hash)).returning();
  if (old === undefined) throw invalid();
  return issue(db, { serviceId: old.serviceId, visit: old.visit, keyId: old.keyId, act: old.act, admin: old.admin, parentOrigin: old.parentOrigin });
}

/** The origins that may frame the embed. */
export async function frameOrigins(db: Db): Promise<readonly string[]> {
  const rows = await db.select({ origin: instances.origin, origins: instances.origins }).from(instances);
  return [...new Set(rows.flatMap((row) => [row.origin, ...row.origins]).filter((origin) => origin !== null))];
}
