/** The records of a service's zone: the same calls for a customer's frame and for staff, who also say which service. */
import * as z from 'zod';
import { zoneChanges } from '#server/core/zone-edit.ts';
import { changeZone, retryZone } from '#server/tasks/zone-edit.ts';
import { zoneOf } from '#server/tasks/zone-look.ts';
import type { Api } from '../context.ts';
import { may, router } from '../trpc.ts';
import { inRoom } from './room-rights.ts';

const editing = z.object({ rev: z.number().int(), changes: zoneChanges });
const service = z.object({ service: z.number().int() });

/** How many nameservers have it, and no name of a machine of ours. */
async function list(api: Api, serviceId: number) {
  const { rev, ttl, limit, records, servers, signing } = await zoneOf(api.engine, serviceId);
  return { rev, ttl, limit, records: [...records], servers: servers.length, signing };
}

const zone = inRoom('dns');

/** What a customer does in their own zone. */
export const embedDnsRouter = router({
  list: zone.query(({ ctx }) => list(ctx.api, ctx.caller.serviceId)),
  change: zone.input(editing).mutation(({ ctx, input }) => changeZone(ctx.api.engine, ctx.caller.serviceId, input, ctx.by)),
  retry: zone.mutation(({ ctx }) => retryZone(ctx.api.engine, ctx.caller.serviceId, ctx.by)),
});

export const dnsRouter = router({
  list: may('look').input(service).query(({ ctx, input }) => list(ctx.api, input.service)),
  change: may('care').input(editing.extend(service.shape)).mutation(({ ctx, input }) => changeZone(ctx.api.engine, input.service, input, ctx.caller.name)),
  retry: may('care').input(service).mutation(({ ctx, input }) => retryZone(ctx.api.engine, input.service, ctx.caller.name)),
});
