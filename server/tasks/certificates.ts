/** Where certificates are kept: read, moved on and written back, under the service's lock. */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { certificateViews } from '#db/queries/certificates.ts';
import { certificates } from '#db/schema/index.ts';
import { actionFacts, type Action } from '#server/core/action.ts';
import { type CertificateEvent, type CertificateMove, type CertificatePolicy, type CertificateRole, moveCertificate, seededCertificate } from '#server/core/certificate.ts';
import type { CertificateView } from '#server/core/view.ts';
import type { CertificateWish } from '#server/core/wish.ts';

/** Something is due now: heard by whoever checks certificates. */
export const CERTIFICATE_CHANNEL = 'hostwright_certificate';
export const notifyDue = (tx: Tx): Promise<unknown> => tx.execute(sql`select pg_notify(${CERTIFICATE_CHANNEL}, '')`);

export interface CertificateKey {
  serviceId: number;
  generation: number;
  role: CertificateRole;
}
export const certificateAt = ({ serviceId, generation, role }: CertificateKey) => and(eq(certificates.serviceId, serviceId), eq(certificates.generation, generation), eq(certificates.role, role));

const nowOf = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`;

/** The row under which an uploaded key is sealed; it outlives a redeployment. */
export const keyRow = (reference: string, role: CertificateRole): string => `certificates.key:${reference}:${role}`;

export const certificateRow = async (tx: Tx, key: CertificateKey) => (await tx.select().from(certificates).where(certificateAt(key)))[0] ?? null;

/**
 * `claim` is given by whoever looked: anything else that happened meanwhile makes what was seen worthless. Null when it
 * is, or when there is no such certificate. Whoever makes it due at once calls `notifyDue`.
 */
export async function applyToCertificate(tx: Tx, key: CertificateKey, event: CertificateEvent, policy: CertificatePolicy, claim?: number): Promise<(CertificateMove & { views: readonly CertificateView[] }) | null> {
  const [row] = await tx.select({ memory: certificates.memory, claim: certificates.claim, now: nowOf }).from(certificates).where(certificateAt(key)).for('no key update');
  if (row === undefined || (claim !== undefined && row.claim !== claim)) return null;
  const move = moveCertificate(row.memory, event, policy, Number(row.now));
  await tx.update(certificates).set({ memory: move.memory, nextAt: new Date(move.memory.nextAt), leasedUntil: null, claim: row.claim + (claim === undefined ? 1 : 0) }).where(certificateAt(key));
  return { ...move, views: await certificateViews(tx, key.serviceId, key.generation) };
}

/** A new generation keeps what the customer uploaded: Auto-SSL's first look finds it not served, and installs it. */
export async function seedCertificates(tx: Tx, serviceId: number, generation: number, wishes: readonly CertificateWish[]): Promise<readonly CertificateView[]> {
  for (const { role, names } of wishes) {
    const [before] = await tx.select().from(certificates).where(and(eq(certificates.serviceId, serviceId), lt(certificates.generation, generation), eq(certificates.role, role))).orderBy(desc(certificates.generation)).limit(1);
    const { rows: [clock] } = await tx.execute<{ now: number }>(sql`select ${nowOf} as now`);
    const memory = { ...seededCertificate(role, names, Number(clock?.now)), own: before?.memory.own ?? null };
    await tx.insert(certificates).values({ serviceId, generation, role, memory, nextAt: new Date(memory.nextAt), own: before?.own ?? null, ownKey: before?.ownKey ?? null }).onConflictDoNothing();
  }
  await notifyDue(tx);
  return certificateViews(tx, serviceId, generation);
}

/** The role of a task on a certificate, null for any other. */
export function certificateRoleOf(action: Action): CertificateRole | null {
  const { role } = actionFacts[action];
  return action.endsWith('Certificate') && (role === 'web' || role === 'mail') ? role : null;
}
