/** The WHMCS instances that order here, and their keys. */
import { asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { instanceKeys, instances } from '#db/schema/index.ts';
import { makeKey, revokeKey } from '#server/auth/keys.ts';
import { signing } from '#server/core/signature.ts';
import { Refused } from '#server/refused.ts';
import { may, router, surely } from '../trpc.ts';

const origin = z.url({ protocol: /^https?$/, error: 'The address of WHMCS is not valid' }).transform((value) => new URL(value).origin);

export const instancesRouter = router({
  list: may('look').query(async ({ ctx }) => {
    const rows = await ctx.api.db.select().from(instances).where(eq(instances.builtin, false)).orderBy(asc(instances.name));
    const keys = await ctx.api.db.select({ id: instanceKeys.id, instanceId: instanceKeys.instanceId, hint: instanceKeys.hint, createdAt: instanceKeys.createdAt }).from(instanceKeys).where(isNull(instanceKeys.revokedAt)).orderBy(asc(instanceKeys.id));
    return rows.map((row) => ({ id: row.id, name: row.name, origin: row.origin ?? '', keys: keys.filter((key) => key.instanceId === row.id).map((key) => ({ ...key, createdAt: key.createdAt.toISOString() })) }));
  }),
  /** Answers the key: the only time that it can be read. */
  add: may('people').input(z.object({ name: signing(60), origin })).mutation(({ ctx, input }) =>
    ctx.api.db.transaction(async (tx) => {
      const taken = await tx.select({ id: instances.id }).from(instances).where(eq(instances.origin, input.origin));
      if (taken.length > 0) throw new Refused('CONFLICT', `${input.origin} is connected already`, 'origin');
      const [row] = await tx.insert(instances).values(input).returning();
      if (row === undefined) throw new Error('An instance was not written');
      return { id: row.id, key: await makeKey(tx, ctx.api.sealer, row.id) };
    }),
  ),
  addKey: surely('people').input(z.object({ id: z.number().int() })).mutation(async ({ ctx, input }) => ({ key: await makeKey(ctx.api.db, ctx.api.sealer, input.id) })),
  revokeKey: surely('people').input(z.object({ keyId: z.number().int() })).mutation(async ({ ctx, input }) => {
    const ended = await revokeKey(ctx.api.db, input.keyId);
    if (ended) await ctx.api.cutEmbeds();
    return { ended };
  }),
});
