/** What the end of a task on a website means for its service. */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { siteView } from '#db/queries/site.ts';
import type { CertificatePolicy } from '#server/core/certificate.ts';
import type { SiteFacts } from '#server/core/site.ts';
import type { ServiceFacts } from '#server/core/view.ts';
import { applyToCertificate, notifyDue } from './certificates.ts';
import type { TaskRow } from './rows.ts';

/** What is known of a website now, and what it means for its certificate: another name is looked for at once. */
export async function noteSite(tx: Tx, { service_id: serviceId, generation }: TaskRow, site: SiteFacts, policy: CertificatePolicy | null): Promise<Partial<ServiceFacts>> {
  const { rows: [old] } = await tx.execute<{ aliases: readonly string[] | null }>(sql`select observed -> 'web' -> 'applied' -> 'aliases' as aliases from services where id = ${serviceId}`);
  await tx.execute(sql`update services set observed = observed || jsonb_build_object('web', ${JSON.stringify(site)}::jsonb) where id = ${serviceId}`);
  const facts = { site: await siteView(tx, serviceId) };
  if (policy === null || (old?.aliases ?? []).join() === site.applied.aliases.join()) return facts;
  const moved = await applyToCertificate(tx, { serviceId, generation, role: 'web' }, { is: 'asked', issue: false }, policy);
  await notifyDue(tx);
  return moved === null ? facts : { ...facts, certificates: moved.views };
}
