/** Who is told when something happens that nobody looks at, and what became of it. */
import { and, asc, desc, eq, isNull, lt } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable, Tx } from '#db/client.ts';
import { deliveries, notifyTargets, targetKinds } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import { newToken } from '#server/auth/tokens.ts';
import { noticeKinds, noticeWords } from '#server/core/notice.ts';
import { DOTS } from '#server/core/setting.ts';
import { secretRow, tryTarget } from '#server/notify/deliver.ts';
import { addressFault } from '#server/notify/guard.ts';
import { canMail } from '#server/notify/mail.ts';
import { Refused } from '#server/refused.ts';
import { keepMade, setRow } from '#server/settings/rows.ts';
import type { Api } from '../context.ts';
import { differing } from '../deeds.ts';
import { postOf } from '../post.ts';
import { may, router } from '../trpc.ts';

const PAGE = 30;
const SIGNING = 'hws_';

const target = z.object({
  id: z.number().int().optional(),
  kind: z.enum(targetKinds),
  name: z.string().trim().min(1, 'Name is missing').max(60, 'Name is longer than 60 characters'),
  on: z.boolean().default(true),
  events: z.array(z.enum(noticeKinds)).min(1, 'Choose at least one'),
  recipients: z.array(z.string().trim().pipe(z.email({ error: (issue) => `${String(issue.input).slice(0, 80)} is not a mail address` }))).max(20, 'At most 20 recipients').default([]),
  /** Of a webhook, and of Slack, whose own address is a secret: dots leave it as it is. */
  address: z.string().trim().max(2000, 'The address is longer than 2000 characters').default(''),
});
type Given = z.output<typeof target>;

async function checkedAddress({ settings }: Api, address: string): Promise<string> {
  const fault = addressFault(address, (await settings.all()).notify.privateTargets);
  if (fault !== null) throw new Refused('BAD_REQUEST', fault, 'address');
  return address;
}

/** Columns of a kind; a secret that is undefined stays. */
async function columnsOf(api: Api, { kind, address, recipients }: Given, made: boolean): Promise<{ recipients: string[]; address: string | null; secret: string | undefined }> {
  if (kind === 'mail') {
    if (recipients.length === 0) throw new Refused('BAD_REQUEST', 'At least one recipient', 'recipients');
    return { recipients, address: null, secret: undefined };
  }
  if (kind === 'slack') {
    if (address === DOTS && !made) return { recipients: [], address: null, secret: undefined };
    return { recipients: [], address: null, secret: await checkedAddress(api, address) };
  }
  return { recipients: [], address: await checkedAddress(api, address), secret: made ? SIGNING + newToken() : undefined };
}

/** In a transaction it is held until that ends. */
async function targetAt(db: Queryable, id: number) {
  const [row] = await db.select().from(notifyTargets).where(and(eq(notifyTargets.id, id), isNull(notifyTargets.removedAt))).for('update');
  if (row === undefined) throw new Refused('NOT_FOUND', 'This target is not there any more');
  return row;
}

async function make(tx: Tx, values: typeof notifyTargets.$inferInsert): Promise<{ change: string; after: typeof notifyTargets.$inferSelect }> {
  const [after] = await tx.insert(notifyTargets).values(values).returning();
  if (after === undefined) throw new Error('A target was not written');
  return { change: await keepMade(tx, after.id), after };
}

export const notificationsRouter = router({
  list: may('look').query(async ({ ctx }) => {
    const rows = await ctx.api.db.select().from(notifyTargets).where(isNull(notifyTargets.removedAt)).orderBy(asc(notifyTargets.name), asc(notifyTargets.id));
    return {
      canMail: await canMail(ctx.api.settings),
      events: noticeKinds.map((value) => ({ value, label: noticeWords[value].title, hint: noticeWords[value].help })),
      targets: rows.map(({ id, kind, name, on, events, recipients, address }) => ({ id, kind, name, on, events, recipients, address: kind === 'slack' ? DOTS : (address ?? '') })),
    };
  }),
  /** Answers what undoes it, and of a new webhook the key of its signatures: the only time that it can be read. */
  save: may('house').input(target).mutation(async ({ ctx, input }) => {
    const before = input.id === undefined ? null : await targetAt(ctx.api.db, input.id);
    if (before !== null && before.kind !== input.kind) throw new Refused('BAD_REQUEST', 'A target keeps its kind: make another one', 'kind');
    const { secret, ...columns } = await columnsOf(ctx.api, input, before === null);
    const set = { kind: input.kind, name: input.name, on: input.on, events: input.events, ...columns };
    return ctx.api.db.transaction(async (tx) => {
      if (before !== null) await targetAt(tx, before.id);
      const { change, after: row } = before === null ? await make(tx, set) : await setRow(tx, 'target', before.id, { ...set, ...(secret !== undefined && { secret: ctx.api.sealer.seal(secret, secretRow(before.id)) }) });
      if (before === null && secret !== undefined) await tx.update(notifyTargets).set({ secret: ctx.api.sealer.seal(secret, secretRow(row.id)) }).where(eq(notifyTargets.id, row.id));
      // Of a chat's address, which is a secret, that it is another one.
      const dots = secret === undefined ? {} : { secret: DOTS };
      const sides = before === null ? { after: { ...set, ...dots } } : differing({ ...before, secret: '' }, { ...row, ...dots, ...(secret === undefined && { secret: '' }) }, ['name', 'on', 'events', 'recipients', 'address', 'secret']);
      if (sides !== null) await record(tx, { who: ctx.caller.name, what: 'notifications.save', subject: row.name, ...sides });
      return { id: row.id, change, secret: before === null && row.kind === 'webhook' ? (secret ?? null) : null };
    });
  }),
  /** Another key for a webhook's signatures; the old one ends with it. */
  newSecret: may('house').input(z.object({ id: z.number().int() })).mutation(async ({ ctx, input }) => {
    const secret = SIGNING + newToken();
    return ctx.api.db.transaction(async (tx) => {
      const row = await targetAt(tx, input.id);
      if (row.kind !== 'webhook') throw new Refused('BAD_REQUEST', 'Only a webhook is signed');
      const { change } = await setRow(tx, 'target', row.id, { secret: ctx.api.sealer.seal(secret, secretRow(row.id)) });
      await record(tx, { who: ctx.caller.name, what: 'notifications.newSecret', subject: row.name, before: { secret: DOTS }, after: { secret: DOTS } });
      return { secret, change };
    });
  }),
  /** Answers what undoes it. */
  remove: may('house').input(z.object({ id: z.number().int() })).mutation(async ({ ctx, input }) => {
    return ctx.api.db.transaction(async (tx) => {
      const { name, kind } = await targetAt(tx, input.id);
      const { change } = await setRow(tx, 'target', input.id, { removedAt: new Date() });
      await record(tx, { who: ctx.caller.name, what: 'notifications.remove', subject: name, before: { name, kind } });
      return { change };
    });
  }),
  /** Sent at once, and only once. */
  test: may('house').input(z.object({ id: z.number().int() })).mutation(async ({ ctx, input }) => {
    await targetAt(ctx.api.db, input.id);
    return tryTarget(postOf(ctx.api), input.id, ctx.caller.name);
  }),
  deliveries: may('look').input(z.object({ cursor: z.number().int().optional() })).query(async ({ ctx, input }) => {
    const rows = await ctx.api.db.select({ delivery: deliveries, target: notifyTargets.name, kind: notifyTargets.kind }).from(deliveries).innerJoin(notifyTargets, eq(notifyTargets.id, deliveries.targetId))
      .where(and(isNull(notifyTargets.removedAt), input.cursor === undefined ? undefined : lt(deliveries.id, input.cursor))).orderBy(desc(deliveries.id)).limit(PAGE + 1);
    return {
      rows: rows.slice(0, PAGE).map(({ delivery: { id, event, title, state, attempts, nextAt, answer, createdAt, sentAt }, target: name, kind }) => ({
        id, event, title, state, attempts, answer, target: name, kind, createdAt: createdAt.toISOString(), nextAt: state === 'waiting' ? nextAt.toISOString() : null, sentAt: sentAt?.toISOString() ?? null,
      })),
      more: rows.length > PAGE,
    };
  }),
  /** Grants fresh attempts to one that has failed. */
  retry: may('house').input(z.object({ id: z.number().int() })).mutation(async ({ ctx, input }) => {
    const [row] = await ctx.api.db.update(deliveries).set({ state: 'waiting', attempts: 0, nextAt: new Date() }).where(and(eq(deliveries.id, input.id), eq(deliveries.state, 'failed'))).returning();
    if (row === undefined) throw new Refused('CONFLICT', 'Only a delivery that has failed is tried again');
    return { ok: true };
  }),
});
