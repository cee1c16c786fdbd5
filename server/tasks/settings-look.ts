/**
 * What a look says of settings that are no items, a website's and mail's: what somebody changed on the node is marked, and
 * written over only when a person says so. What is on its way is left alone.
 */
import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { mailView } from '#db/queries/mail.ts';
import { siteView } from '#db/queries/site.ts';
import { services, tasks } from '#db/schema/index.ts';
import type { Finding } from '#server/core/verify.ts';
import type { ServiceFacts } from '#server/core/view.ts';

const applying = { web: 'web.applySettings', mail: 'mail.applySettings' } as const;
type Part = keyof typeof applying;
const parts: readonly Part[] = ['web', 'mail'];

/** Nothing is on its way there, and the last change came to its end. */
async function atRest(tx: Tx, serviceId: number, part: Part): Promise<boolean> {
  const [newest] = await tx.select({ status: tasks.status }).from(tasks).where(and(eq(tasks.serviceId, serviceId), eq(tasks.action, applying[part]))).orderBy(desc(tasks.id)).limit(1);
  return newest === undefined || newest.status === 'succeeded';
}

/** Whether it differs from what it was last made; null when that is not news, or can not be told. */
async function news(tx: Tx, serviceId: number, part: Part, { marked, findings }: { marked: boolean; findings: readonly Finding[] }): Promise<boolean | null> {
  const is = findings.find((one) => one.action === applying[part])?.is;
  const differs = is === 'differs' ? true : is === 'fine' ? false : null;
  return differs === null || differs === marked || !(await atRest(tx, serviceId, part)) ? null : differs;
}

/** For a service that nothing has happened to since the look began. Answers what its event says. */
export async function noteSettings(tx: Tx, serviceId: number, findings: readonly Finding[]): Promise<Partial<ServiceFacts>> {
  const [service] = await tx.select().from(services).where(eq(services.id, serviceId));
  if (service === undefined) return {};
  let { desired, observed } = service;
  const changed: Part[] = [];
  for (const part of parts) {
    const now = observed[part];
    const outside = now === undefined ? null : await news(tx, serviceId, part, { marked: now.outside === true, findings });
    if (now === undefined || outside === null) continue;
    // Whoever has a form open that knows nothing of it is told, as of somebody else's edit.
    desired = { ...desired, [part]: { ...desired[part], rev: desired[part].rev + 1 } };
    observed = { ...observed, [part]: { ...now, outside } };
    changed.push(part);
  }
  if (changed.length === 0) return {};
  await tx.update(services).set({ desired, observed }).where(eq(services.id, serviceId));
  return { ...(changed.includes('web') && { site: await siteView(tx, serviceId) }), ...(changed.includes('mail') && { mail: mailView({ ...service, desired, observed }) }) };
}
