import { and, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { certificates } from '#db/schema/index.ts';
import type { CertificateMemory } from '#server/core/certificate.ts';
import type { CertificateView } from '#server/core/view.ts';

const iso = (at: number): string => new Date(at).toISOString();

export const certificateView = (memory: CertificateMemory): CertificateView => ({
  role: memory.role, names: memory.names, state: memory.state, own: memory.own !== null, reason: memory.reason, missing: memory.missing,
  checkedAt: memory.checkedAt === null ? null : iso(memory.checkedAt), nextAt: iso(memory.nextAt), issuer: memory.served?.ours === true ? memory.served.issuer : null,
  until: memory.served?.ours === true ? iso(memory.served.until) : null, stranger: memory.served === null || memory.served.ours ? null : memory.served.subject, covers: memory.served?.covers ?? [], warning: memory.warned,
});

/** Website first. */
export async function certificateViews(db: Queryable, serviceId: number, generation: number): Promise<readonly CertificateView[]> {
  const rows = await db.select({ memory: certificates.memory }).from(certificates).where(and(eq(certificates.serviceId, serviceId), eq(certificates.generation, generation)));
  return rows.map(({ memory }) => certificateView(memory)).toSorted((a, b) => b.role.localeCompare(a.role));
}
