/**
 * A service's website: an edit writes its wish and opens a `change` for it in one transaction, under the service's lock.
 * The task that runs reads the newest wish, so that of several edits the last one is what is made.
 */
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { nameTaken, siteView } from '#db/queries/site.ts';
import { services } from '#db/schema/index.ts';
import { accountKey } from '#server/core/modes/parts.ts';
import { siteFault, siteSettings, type SiteSettings, type SiteView } from '#server/core/site.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { changedMeanwhile, openSubject, placeOf, SWITCHED_OFF } from './items.ts';
import type { Subject } from './operation.ts';
import { newestTaskOf, retryOver } from './retry.ts';

/** Brings a website to its wish. */
export function siteTask(subject: Subject): PlannedTask {
  const { nodeId, login } = placeOf(subject, 'web');
  return { key: 'web.applySettings', action: 'web.applySettings', nodeId, target: subject.service.domain, after: [], serialKey: accountKey(nodeId, login) };
}

function parsed(raw: unknown): SiteSettings {
  const settings = siteSettings.safeParse(raw);
  if (settings.success) return settings.data;
  const [issue] = settings.error.issues;
  const [field, at] = issue?.path ?? [];
  const line = field === 'aliases' && typeof at === 'number' ? `Name ${at + 1}: ` : '';
  throw new Refused('BAD_REQUEST', `${line}${issue?.message ?? 'The settings are not valid'}`, issue?.path.join('.'));
}

const seen = async (tx: Tx, serviceId: number): Promise<SiteView> => {
  const view = await siteView(tx, serviceId);
  if (view === null) throw new Refused('NOT_FOUND', 'This service has no website');
  return view;
};

export interface SiteEdit {
  /** What the person saw. */
  rev: number;
  settings: unknown;
}

/** Throws `Refused`: not valid, a name is taken, somebody else was quicker, or the service is not to be changed now. */
export async function changeSite(engine: Engine, serviceId: number, { rev, settings: raw }: SiteEdit, by: string): Promise<SiteView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const { service, mode } = subject;
    const before = await seen(tx, serviceId);
    if (before.rev !== rev) throw changedMeanwhile();
    if (before.off) throw new Refused('CONFLICT', SWITCHED_OFF);
    const settings = parsed(raw);
    const fault = siteFault(settings, { domain: service.domain, guest: mode.guest, php: before.php });
    if (fault !== null) throw new Refused('CONFLICT', fault.message, fault.field);
    const fresh = settings.aliases.filter((alias) => !before.wish.aliases.includes(alias));
    const taken = fresh.length === 0 ? null : await nameTaken(tx, fresh, serviceId);
    if (taken !== null) throw new Refused('CONFLICT', `${taken} belongs to another website here`, 'aliases');
    const { web } = service.observed;
    // Before the node is asked: whatever becomes of it, what is found there of these names is ours to remove.
    const ours = [...new Set([...(web?.ours ?? []), ...before.wish.aliases, ...settings.aliases])];
    await tx.update(services).set({ desired: { ...service.desired, web: { ...settings, rev: rev + 1, off: false } }, ...(web !== undefined && { observed: { ...service.observed, web: { ...web, ours } } }) }).where(eq(services.id, serviceId));
    const view = await seen(tx, serviceId);
    await openChange(tx, engine, subject, { plan: [siteTask(subject)], openedBy: by, policies, urgent: true, facts: { site: view } });
    return view;
  });
}

/** Switches a website off or on, which only staff do. Nothing of it is lost. */
export async function switchSite(engine: Engine, serviceId: number, off: boolean, by: string): Promise<SiteView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const before = await seen(tx, serviceId);
    if (before.off === off) return before;
    const { desired } = subject.service;
    await tx.update(services).set({ desired: { ...desired, web: { ...desired.web, off, rev: before.rev + 1 } } }).where(eq(services.id, serviceId));
    const view = await seen(tx, serviceId);
    await openChange(tx, engine, subject, { plan: [siteTask(subject)], openedBy: by, policies, urgent: true, facts: { site: view } });
    return view;
  });
}

/** Once more, with fresh attempts. */
export async function retrySite(engine: Engine, serviceId: number, by: string): Promise<SiteView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const { service } = await openSubject(tx, serviceId);
    const view = await seen(tx, serviceId);
    await retryOver(tx, engine, serviceId, { taskIds: [await newestTaskOf(tx, service, 'web.applySettings')], policies, by });
    return view;
  });
}
