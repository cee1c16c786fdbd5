/**
 * From what happened to messages, and from messages to their targets. A delivery is a row with tries of its own: nothing of
 * it reaches an operation. Any number of workers may do it at once.
 */
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { deliveries, notices, notifyTargets } from '#db/schema/index.ts';
import { backoffSeconds } from '#server/core/backoff.ts';
import { type Notice, type NoticeKind, titleOf } from '#server/core/notice.ts';
import { defaultRetry } from '#server/core/wish.ts';
import type { Sealer } from '#server/seal.ts';
import type { SettingsStore } from '#server/settings/store.ts';
import { sendMail } from './mail.ts';
import { mailOf, type Message, slackOf, webhookOf } from './message.ts';
import { post, signatureOf } from './post.ts';
import type { Sent } from './sent.ts';

export interface Post {
  db: Db;
  sealer: Sealer;
  settings: SettingsStore;
  /** Our own address, for links. */
  panel: string | null;
  /** In [0, 1). */
  random(): number;
}
type Target = typeof notifyTargets.$inferSelect;
type Delivery = typeof deliveries.$inferSelect;

/** Of one message; the rest is a number. */
const ITEMS = 25;
const AT_ONCE = 8;
/** Longer than a try takes: whoever has taken one and died leaves it to others after that. */
const LEASE_SECONDS = 60;

export const secretRow = (targetId: number): string => `notify_targets:${targetId}`;

/** Writes the messages about what has happened, unless one of its kind was sent a moment ago. */
async function gather({ db, settings }: Post): Promise<void> {
  const { notify: { pauseMinutes } } = await settings.all();
  await db.transaction(async (tx) => {
    const { rows: due } = await tx.execute<{ kind: NoticeKind }>(sql`
      select distinct kind from notices n where pg_try_advisory_xact_lock(hashtext('hostwright notices')) and not exists (
        select 1 from deliveries d where d.event = n.kind and d.created_at > now() - make_interval(mins => ${pauseMinutes}::int))`);
    for (const { kind } of due) {
      const rows = (await tx.delete(notices).where(eq(notices.kind, kind)).returning()).toSorted((a, b) => a.id - b.id);
      const items: Notice[] = rows.slice(0, ITEMS).map(({ subject, text, path, at }) => ({ subject, text, path, at: at.toISOString() }));
      const targets = await tx.select({ id: notifyTargets.id }).from(notifyTargets).where(and(notifyTargets.on, isNull(notifyTargets.removedAt), sql`${kind} = any(${notifyTargets.events})`));
      if (rows.length > 0 && targets.length > 0) await tx.insert(deliveries).values(targets.map(({ id }) => ({ targetId: id, event: kind, title: titleOf(kind, items, rows.length), items, count: rows.length })));
    }
  });
}

const messageOf = ({ id, event, title, items, count, createdAt }: Delivery): Message => ({ id, event, title, items, count, at: createdAt.toISOString() });

async function send(by: Post, target: Target, delivery: Delivery): Promise<Sent> {
  const message = messageOf(delivery);
  if (target.kind === 'mail') return sendMail(by.settings, { to: target.recipients, ...mailOf(message, by.panel) });
  if (target.secret === null) return { ok: false, answer: 'Its secret is missing: save the target again' };
  const secret = by.sealer.open(target.secret, secretRow(target.id));
  const { notify: { privateTargets } } = await by.settings.all();
  if (target.kind === 'slack') return post({ address: secret.reveal(), body: slackOf(message, by.panel), headers: {}, privateTargets });
  const body = webhookOf(message, by.panel);
  const headers = { 'x-hostwright-event': message.event, 'x-hostwright-delivery': String(message.id), 'x-hostwright-signature': signatureOf(secret, Math.floor(Date.now() / 1000), body) };
  return post({ address: target.address ?? '', body, headers, privateTargets });
}

async function attempt(by: Post, taken: Delivery): Promise<Sent> {
  const { db } = by;
  const [target] = await db.select().from(notifyTargets).where(eq(notifyTargets.id, taken.targetId));
  const sent = target === undefined ? { ok: false, answer: 'The target is not there any more' } : await send(by, target, taken);
  const { retry } = await by.settings.all();
  const policy = retry['notifications'] ?? retry['default'] ?? defaultRetry;
  const over = sent.ok || taken.attempts >= policy.attempts || taken.event === 'test';
  await db.update(deliveries).set({
    state: sent.ok ? 'sent' : over ? 'failed' : 'waiting', answer: sent.answer,
    ...(sent.ok && { sentAt: sql`clock_timestamp()` }), ...(!over && { nextAt: sql`clock_timestamp() + make_interval(secs => ${backoffSeconds(policy, taken.attempts, by.random())})` }),
    // Somebody else may have taken it, when this try outlived its lease.
  }).where(and(eq(deliveries.id, taken.id), eq(deliveries.attempts, taken.attempts)));
  return sent;
}

/** Takes one by counting its try. */
async function take({ db }: Post): Promise<Delivery | null> {
  const [taken] = await db.update(deliveries).set({ attempts: sql`${deliveries.attempts} + 1`, nextAt: sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})` })
    .where(sql`${deliveries.id} = (select id from deliveries d where state = 'waiting' and next_at <= clock_timestamp() and not exists (select 1 from notify_targets t where t.id = d.target_id and t.removed_at is not null) order by next_at limit 1 for update skip locked)`).returning();
  return taken ?? null;
}

/** All that are due, a few at a time. Answers how many it tried. */
export async function deliverDue(by: Post, signal: AbortSignal): Promise<number> {
  await gather(by);
  let tried = 0;
  const drain = async (): Promise<void> => {
    while (!signal.aborted) {
      const taken = await take(by);
      if (taken === null) return;
      tried++;
      await attempt(by, taken);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, drain));
  return tried;
}

/** One message to see whether a target works, tried at once and only once. */
export async function tryTarget(by: Post, targetId: number, who: string): Promise<Sent> {
  const items: Notice[] = [{ subject: 'Hostwright', text: `${who} asked for a test: this target works`, path: '/settings/notifications', at: new Date().toISOString() }];
  const [made] = await by.db.insert(deliveries).values({ targetId, event: 'test', title: 'A test from Hostwright', items, count: 1, attempts: 1, nextAt: sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})` }).returning();
  if (made === undefined) throw new Error('A delivery was not written');
  return attempt(by, made);
}
