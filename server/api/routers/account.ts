/** The Account room: the password of a service, and who did what to it. */
import * as z from 'zod';
import { deedsOf } from '#db/queries/history.ts';
import type { Audience } from '#server/core/audience.ts';
import { deedsFor } from '#server/core/history.ts';
import { password } from '#server/core/names.ts';
import { ask } from '#server/tasks/command.ts';
import type { Api } from '../context.ts';
import { may, router } from '../trpc.ts';
import { inRoom } from './room-rights.ts';

const page = z.object({ before: z.number().int().nullable().default(null) });
const service = z.object({ service: z.number().int() });
const SIZE = 25;

async function history({ db }: Api, audience: Audience, id: number, { before }: z.output<typeof page>) {
  const { rows, next } = await deedsOf(db, id, { before, size: SIZE });
  return { deeds: [...deedsFor(audience, rows)], next };
}

const account = inRoom('account');

export const embedAccountRouter = router({
  history: account.input(page).query(({ ctx, input }) => history(ctx.api, 'customer', ctx.caller.serviceId, input)),
  /** That of every login of the service; it is set by an operation of its own. */
  changePassword: account.input(z.object({ password })).mutation(async ({ ctx, input }) => {
    await ask(ctx.api.engine, ctx.caller.serviceId, { command: 'changePassword', password: input.password }, ctx.by);
    return { ok: true };
  }),
});

export const accountRouter = router({
  history: may('look').input(page.extend(service.shape)).query(({ ctx, input }) => history(ctx.api, 'staff', input.service, input)),
});
