/** How each nameserver has a service's zone. */
import * as z from 'zod';
import { lookAtZone, zoneOf } from '#server/tasks/zone-look.ts';
import { may, router } from '../trpc.ts';

const byId = z.object({ id: z.number().int() });

export const zonesRouter = router({
  byService: may('look').input(byId).query(async ({ ctx, input }) => {
    const { servers, missing } = await zoneOf(ctx.api.engine, input.id);
    return { servers: [...servers], missing: [...missing] };
  }),
  /** Asks the nodes, while somebody waits. */
  look: may('look').input(byId).query(async ({ ctx, input }) => [...(await lookAtZone(ctx.api.engine, input.id))]),
});
