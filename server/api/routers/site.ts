/** The website's room: its facts come by the service's events, and here is what a customer and staff change. */
import * as z from 'zod';
import { changeSite, retrySite, switchSite } from '#server/tasks/site-edit.ts';
import { may, router } from '../trpc.ts';
import { inRoom } from './room-rights.ts';

const edit = z.object({ rev: z.number().int(), settings: z.unknown() });
const service = z.object({ service: z.number().int() });

const website = inRoom('web');

export const embedSiteRouter = router({
  change: website.input(edit).mutation(({ ctx, input }) => changeSite(ctx.api.engine, ctx.caller.serviceId, input, ctx.by)),
  retry: website.mutation(({ ctx }) => retrySite(ctx.api.engine, ctx.caller.serviceId, ctx.by)),
});

export const siteRouter = router({
  change: may('care').input(edit.extend(service.shape)).mutation(({ ctx, input }) => changeSite(ctx.api.engine, input.service, input, ctx.caller.name)),
  /** Off or on again, which a customer reads and can not change. */
  switch: may('drive').input(service.extend({ off: z.boolean() })).mutation(({ ctx, input }) => switchSite(ctx.api.engine, input.service, input.off, ctx.caller.name)),
  retry: may('care').input(service).mutation(({ ctx, input }) => retrySite(ctx.api.engine, input.service, ctx.caller.name)),
});
