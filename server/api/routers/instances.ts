/** The WHMCS instances that order here, and their keys. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Tx } from '#db/client.ts';
import { instanceKeys, instances, services } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import { addressRanges } from '#server/auth/addresses.ts';
import { makeKey, revokeKey } from '#server/auth/keys.ts';
import { signing } from '#server/core/signature.ts';
import { Refused } from '#server/refused.ts';
import { keepRow, setRow } from '#server/settings/rows.ts';
import { differing } from '../deeds.ts';
import { hasRoomForKey, originsAreFree } from '../instance-rules.ts';
import { may, router, surely } from '../trpc.ts';

const origin = z.url({ protocol: /^https?$/, error: 'The address of WHMCS is not valid' }).transform((value) => new URL(value).origin);
const origins = z.array(z.url({ protocol: /^https?$/, error: (issue) => `${String(issue.input).slice(0, 60)} is not valid: an address such as https://billing.example is expected` }).transform((value) => new URL(value).origin)).max(20, 'At most 20 addresses');

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

async function instanceAt(tx: Tx, id: number) {
  const [row] = await tx.select().from(instances).where(and(eq(instances.id, id), eq(instances.builtin, false))).for('update');
  if (row === undefined) throw new Refused('NOT_FOUND', 'This WHMCS is not connected any more');
  return row;
}

export const instancesRouter = router({
  list: may('look').query(async ({ ctx }) => {
    const rows = await ctx.api.db.select({ instance: instances, services: sql<number>`(select count(*)::int from services s where s.instance_id = instances.id and s.live)` }).from(instances).where(eq(instances.builtin, false)).orderBy(asc(instances.name));
    const keys = await ctx.api.db.select().from(instanceKeys).where(isNull(instanceKeys.revokedAt)).orderBy(asc(instanceKeys.id));
    return rows.map(({ instance: { id, name, origin: own, origins: further, addresses, moduleVersion, whmcsVersion, seenAt }, services: count }) => ({
      id, name, origin: own ?? '', origins: further, addresses, services: count, moduleVersion, whmcsVersion, seenAt: iso(seenAt),
      keys: keys.filter((key) => key.instanceId === id).map((key) => ({ id: key.id, hint: key.hint, createdAt: key.createdAt.toISOString(), usedAt: iso(key.usedAt), usedFrom: key.usedFrom })),
    }));
  }),
  /** Answers the key: the only time that it can be read. */
  add: surely('people').input(z.object({ name: signing(60), origin })).mutation(({ ctx, input }) =>
    ctx.api.db.transaction(async (tx) => {
      await originsAreFree(tx, [{ origin: input.origin, field: 'origin' }]);
      const [row] = await tx.insert(instances).values(input).returning();
      if (row === undefined) throw new Error('An instance was not written');
      await record(tx, { who: ctx.caller.name, what: 'instances.add', subject: input.name, after: input });
      return { id: row.id, key: await makeKey(tx, ctx.api.sealer, row.id) };
    }),
  ),
  /** Answers what undoes it. Its frames are let in by another origin within a second; a caller whose address is no more allowed is refused at once. */
  change: may('people').input(z.object({ id: z.number().int(), name: signing(60), origin, origins, addresses: addressRanges })).mutation(({ ctx, input: { id, ...input } }) =>
    ctx.api.db.transaction(async (tx) => {
      await instanceAt(tx, id);
      const further = [...new Set(input.origins)].filter((one) => one !== input.origin);
      await originsAreFree(tx, [{ origin: input.origin, field: 'origin' }, ...further.map((one) => ({ origin: one, field: 'origins' }))], id);
      const { change, before, after } = await setRow(tx, 'connection', id, { ...input, origins: further });
      const sides = differing(before, after, ['name', 'origin', 'origins', 'addresses']);
      if (sides !== null) await record(tx, { who: ctx.caller.name, what: 'instances.change', subject: before.name, ...sides });
      return { change };
    }),
  ),
  /** One that has services, or ever had, stays: they are named after it. */
  remove: surely('people').input(z.object({ id: z.number().int() })).mutation(async ({ ctx, input }) => {
    await ctx.api.db.transaction(async (tx) => {
      const { name, origin: address } = await instanceAt(tx, input.id);
      const [used] = await tx.select({ id: services.id }).from(services).where(eq(services.instanceId, input.id)).limit(1);
      if (used !== undefined) throw new Refused('CONFLICT', `${name} has services here, and they keep it: revoke its keys instead`);
      await tx.delete(instances).where(eq(instances.id, input.id));
      await record(tx, { who: ctx.caller.name, what: 'instances.remove', subject: name, before: { name, origin: address } });
    });
    await ctx.api.cutEmbeds();
    return { ok: true };
  }),
  addKey: surely('people').input(z.object({ id: z.number().int() })).mutation(({ ctx, input }) =>
    ctx.api.db.transaction(async (tx) => {
      const { name } = await instanceAt(tx, input.id);
      if (!(await hasRoomForKey(tx, input.id))) throw new Refused('CONFLICT', `${name} has two keys already, which is enough for one to take over from the other: revoke one first`);
      const key = await makeKey(tx, ctx.api.sealer, input.id);
      await record(tx, { who: ctx.caller.name, what: 'instances.addKey', subject: name, after: { key: `${key.slice(0, 9)}…` } });
      return { key };
    }),
  ),
  /** Answers what undoes it, null when it was revoked already. Sessions that came of it stay ended. */
  revokeKey: surely('people').input(z.object({ keyId: z.number().int() })).mutation(async ({ ctx, input }) => {
    const change = await ctx.api.db.transaction(async (tx) => {
      const [valid] = await tx.select({ id: instanceKeys.id }).from(instanceKeys).where(and(eq(instanceKeys.id, input.keyId), isNull(instanceKeys.revokedAt))).for('update');
      if (valid === undefined) return null;
      const kept = await keepRow(tx, 'instanceKey', input.keyId);
      await revokeKey(tx, input.keyId);
      const [instance] = await tx.select({ name: instances.name }).from(instances).where(eq(instances.id, kept.before.instanceId));
      await record(tx, { who: ctx.caller.name, what: 'instances.revokeKey', subject: instance?.name ?? '', before: { key: `${kept.before.hint}…` } });
      return kept.change;
    });
    if (change !== null) await ctx.api.cutEmbeds();
    return { change };
  }),
});
