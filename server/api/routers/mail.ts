/** Mail as a whole: its settings come by the service's events; here is what is changed, and what the world is told of it. */
import * as z from 'zod';
import { changeMail, retryMail } from '#server/tasks/mail-edit.ts';
import { mailHealth } from '#server/tasks/mail-health.ts';
import { heedful, may, router } from '../trpc.ts';
import { inRoom } from './room-rights.ts';

const edit = z.object({ rev: z.number().int(), settings: z.unknown() });
const service = z.object({ service: z.number().int() });

const mail = inRoom('mailboxes');

export const embedMailRouter = router({
  change: mail.input(edit).mutation(({ ctx, input }) => changeMail(ctx.api.engine, ctx.caller.serviceId, input, ctx.by)),
  retry: mail.mutation(({ ctx }) => retryMail(ctx.api.engine, ctx.caller.serviceId, ctx.by)),
  health: mail.query(async ({ ctx }) => {
    await heedful(ctx.caller.serviceId);
    return mailHealth(ctx.api.engine, ctx.caller.serviceId);
  }),
});

export const mailRouter = router({
  change: may('care').input(edit.extend(service.shape)).mutation(({ ctx, input }) => changeMail(ctx.api.engine, input.service, input, ctx.caller.name)),
  retry: may('care').input(service).mutation(({ ctx, input }) => retryMail(ctx.api.engine, input.service, ctx.caller.name)),
  health: may('look').input(service).query(({ ctx, input }) => mailHealth(ctx.api.engine, input.service)),
});
