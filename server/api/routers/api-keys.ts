/** Keys of the provider's own scripts. */
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import * as z from 'zod';
import { apiKeys, instances } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import { addressRanges } from '#server/auth/addresses.ts';
import { makeApiKey } from '#server/auth/api-keys.ts';
import { scopes, scopeWords } from '#server/core/scopes.ts';
import { signing } from '#server/core/signature.ts';
import { Refused } from '#server/refused.ts';
import { setRow } from '#server/settings/rows.ts';
import { may, router, surely } from '../trpc.ts';

const MOST_DAYS = 3650;
/** As a form's choice says it. */
const lifetimes = ['30', '90', '365', 'none'] as const;

const newKey = z.object({
  name: signing(60),
  scopes: z.array(z.enum(scopes)).min(1, 'Choose at least one'),
  /** For which WHMCS it acts. */
  instanceId: z.coerce.number().int('Choose for whom it acts'),
  days: z.union([z.enum(lifetimes).transform((choice) => (choice === 'none' ? null : Number(choice))), z.number().int().min(1, 'At least a day').max(MOST_DAYS, 'At most ten years')], 'Choose how long it is good for'),
  addresses: addressRanges.default([]),
});

export const apiKeysRouter = router({
  list: may('look').query(async ({ ctx }) => {
    const rows = await ctx.api.db.select({ key: apiKeys, instance: instances.name }).from(apiKeys).innerJoin(instances, eq(instances.id, apiKeys.instanceId)).where(isNull(apiKeys.revokedAt)).orderBy(desc(apiKeys.id));
    const owners = await ctx.api.db.select({ id: instances.id, name: instances.name, builtin: instances.builtin }).from(instances).orderBy(desc(instances.builtin), asc(instances.name));
    return {
      scopes: scopes.map((value) => ({ value, ...scopeWords[value] })),
      instances: owners.map(({ id, name, builtin }) => ({ value: String(id), label: builtin ? 'The dashboard, as orders by hand' : name })),
      keys: rows.map(({ key: { id, name, hint, scopes: own, addresses, expiresAt, createdBy, createdAt, usedAt, usedFrom }, instance }) => ({
        id, name, hint, scopes: own, addresses, instance, createdBy, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null, expired: expiresAt !== null && expiresAt <= new Date(), usedAt: usedAt?.toISOString() ?? null, usedFrom,
      })),
    };
  }),
  /** Answers the key: the only time that it can be read. */
  add: surely('people').input(newKey).mutation(({ ctx, input }) =>
    ctx.api.db.transaction(async (tx) => {
      const [instance] = await tx.select({ name: instances.name }).from(instances).where(eq(instances.id, input.instanceId));
      if (instance === undefined) throw new Refused('BAD_REQUEST', 'Choose for whom it acts', 'instanceId');
      const made = await makeApiKey(tx, { ...input, createdBy: ctx.caller.name });
      await record(tx, { who: ctx.caller.name, what: 'apiKeys.add', subject: input.name, after: { key: `${made.hint}…`, for: instance.name, scopes: input.scopes, days: input.days, addresses: input.addresses } });
      return { id: made.id, key: made.key };
    }),
  ),
  /** Answers what undoes it, null when it was revoked already. */
  revoke: surely('people').input(z.object({ id: z.number().int() })).mutation(({ ctx, input }) =>
    ctx.api.db.transaction(async (tx) => {
      const [valid] = await tx.select({ id: apiKeys.id }).from(apiKeys).where(and(eq(apiKeys.id, input.id), isNull(apiKeys.revokedAt))).for('update');
      if (valid === undefined) return { change: null };
      const { change, before: { name, hint, scopes: own } } = await setRow(tx, 'apiKey', input.id, { revokedAt: new Date() });
      await record(tx, { who: ctx.caller.name, what: 'apiKeys.revoke', subject: name, before: { key: `${hint}…`, scopes: own } });
      return { change };
    }),
  ),
});
