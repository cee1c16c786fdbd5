/** The customer's frame: ticket in, token and first view out; then the socket. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as z from 'zod';
import { countedOf, usageDaysOf } from '#db/queries/usage.ts';
import { exchange, refresh } from '#server/auth/embed.ts';
import { pointing } from '#server/certs/pointing.ts';
import { gaugesOf } from '#server/core/usage.ts';
import { Refused } from '#server/refused.ts';
import { brandOf } from '#server/settings/brand.ts';
import { syncNow } from '#server/tasks/command.ts';
import { limitsOf } from '#server/tasks/items.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { entered } from '../entered.ts';
import { anybody, embed, frame, heedful, router } from '../trpc.ts';
import { embedAccountRouter } from './account.ts';
import { embedBackupsRouter } from './backups.ts';
import { embedFilesRouter } from './files.ts';
import { embedCertificatesRouter } from './certificates.ts';
import { embedDnsRouter } from './dns.ts';
import { embedItemsRouter } from './items.ts';
import { embedMailRouter } from './mail.ts';
import { embedSiteRouter } from './site.ts';

const exchanges = new RateLimiterMemory({ points: 120, duration: 60 });
const retries = new RateLimiterMemory({ points: 1, duration: 10 });

export const embedRouter = router({
  exchange: anybody.input(z.object({ ticket: z.string().max(4096) })).mutation(async ({ ctx, input }) => {
    await exchanges.consume(ctx.request.ip).catch(() => {
      throw new Refused('TOO_MANY_REQUESTS', 'Too many attempts: wait a minute, then reload');
    });
    return entered(ctx.api, await exchange(ctx.api.db, ctx.api.sealer, input.ticket));
  }),
  /** What a page of it looks like, before anybody is known. */
  brand: anybody.query(async ({ ctx }) => brandOf(await ctx.api.settings.all())),
  refresh: embed.mutation(async ({ ctx }) => {
    const fresh = await refresh(ctx.api.db, ctx.caller);
    return { token: fresh.token, expiresAt: fresh.expiresAt.toISOString() };
  }),
  items: embedItemsRouter,
  backups: embedBackupsRouter,
  files: embedFilesRouter,
  dns: embedDnsRouter,
  certificates: embedCertificatesRouter,
  mail: embedMailRouter,
  site: embedSiteRouter,
  account: embedAccountRouter,
  /** Where its names point, asked of their nameservers now. */
  pointing: embed.query(async ({ ctx }) => {
    await heedful(ctx.caller.serviceId);
    const { records, at } = await pointing(ctx.api.engine, ctx.caller.serviceId);
    return { records: records.map((record) => ({ ...record, fault: null })), at };
  }),
  usage: embed.query(async ({ ctx }) => {
    const id = ctx.caller.serviceId;
    const [limits, counted, days] = await Promise.all([limitsOf(ctx.api.db, id), countedOf(ctx.api.db, id), usageDaysOf(ctx.api.db, id)]);
    return { usage: [...gaugesOf(limits, counted)], days: [...days] };
  }),
  /** The panel counts what is used, and the figures follow. */
  sync: frame.mutation(async ({ ctx }) => ({ operation: await syncNow(ctx.api.engine, ctx.caller.serviceId, ctx.by) })),
  retry: frame.mutation(async ({ ctx }) => {
    // A second click within the time is the first one's: the same answer, nothing more.
    const allowed = await retries.consume(String(ctx.caller.serviceId)).then(() => true, () => false);
    return { retried: allowed ? await retryFailed(ctx.api.engine, ctx.caller.serviceId, ctx.by) : 0 };
  }),
});
