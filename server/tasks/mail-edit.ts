/**
 * A service's mail as a whole: an edit writes its wish and opens a `change` for it in one transaction, under the service's
 * lock. The task that runs reads the newest wish, so that of several edits the last one is what is made.
 */
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { mailView } from '#db/queries/mail.ts';
import { items, services } from '#db/schema/index.ts';
import type { ItemSettings } from '#server/core/items/item.ts';
import { catchAllFault, type MailNames, mailSettings, type MailView } from '#server/core/mail-settings.ts';
import { accountKey } from '#server/core/modes/parts.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { changedMeanwhile, openSubject, placeOf } from './items.ts';
import type { Subject } from './operation.ts';
import { newestTaskOf, retryOver } from './retry.ts';

/** Brings mail to its wish. */
function mailTask(subject: Subject): PlannedTask {
  const { nodeId, login } = placeOf(subject, 'mail');
  return { key: 'mail.applySettings', action: 'mail.applySettings', nodeId, target: subject.service.domain, after: [], serialKey: accountKey(nodeId, login) };
}

function seen({ service }: Subject): MailView {
  const view = mailView(service);
  if (view === null) throw new Refused('NOT_FOUND', 'This service has no mail of its own');
  return view;
}

/** With what is on its way, and without what is on its way out. */
async function namesOf(tx: Tx, serviceId: number): Promise<MailNames> {
  const rows = await tx.select({ name: items.name, wish: items.wish }).from(items).where(and(eq(items.serviceId, serviceId), eq(items.kind, 'mailbox'), sql`${items.wish} is not null`));
  return rows.map(({ name, wish }) => ({ name, aliases: (wish as ItemSettings['mailbox']).aliases }));
}

export interface MailEdit {
  /** What the person saw. */
  rev: number;
  settings: unknown;
}

/** Throws `Refused`: not valid, it would go round for ever, somebody else was quicker, or the service is not to be changed now. */
export async function changeMail(engine: Engine, serviceId: number, { rev, settings: raw }: MailEdit, by: string): Promise<MailView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const { service } = subject;
    if (seen(subject).rev !== rev) throw changedMeanwhile();
    const settings = mailSettings.safeParse(raw);
    if (!settings.success) throw new Refused('BAD_REQUEST', settings.error.issues[0]?.message ?? 'The settings are not valid', settings.error.issues[0]?.path.join('.'));
    const fault = catchAllFault(settings.data, service.domain, await namesOf(tx, serviceId));
    if (fault !== null) throw new Refused('CONFLICT', fault.message, fault.field);
    const desired = { ...service.desired, mail: { ...settings.data, rev: rev + 1 } };
    await tx.update(services).set({ desired }).where(eq(services.id, serviceId));
    const view = seen({ ...subject, service: { ...service, desired } });
    await openChange(tx, engine, subject, { plan: [mailTask(subject)], openedBy: by, policies, urgent: true, facts: { mail: view } });
    return view;
  });
}

/** Once more, with fresh attempts. */
export async function retryMail(engine: Engine, serviceId: number, by: string): Promise<MailView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const view = seen(subject);
    await retryOver(tx, engine, serviceId, { taskIds: [await newestTaskOf(tx, subject.service, 'mail.applySettings')], policies, by });
    return view;
  });
}
