/** The link that somebody was sent: to join, or to set a new password. Whoever has it is let in by it once. */
import * as z from 'zod';
import { join, linkOf, usePasswordLink } from '#server/auth/invite.ts';
import { signing } from '#server/core/signature.ts';
import { staffPassword } from '#server/core/staff-password.ts';
import { fromOf, sessionCookie } from '../context.ts';
import { anybody, router } from '../trpc.ts';

const token = z.string().min(20).max(100);

export const joinRouter = router({
  /** What the link is for; null when it does not work. */
  check: anybody.input(z.object({ token })).query(async ({ ctx, input }) => ({ link: await linkOf(ctx.api.db, input.token) })),
  accept: anybody.input(z.object({ token, name: signing(100), password: staffPassword })).mutation(async ({ ctx, input }) => {
    const session = await join(ctx.api.db, input.token, input, fromOf(ctx.request));
    ctx.setCookie(sessionCookie(ctx.api.publicUrl, session.token, session.expiresAt));
    return { ok: true };
  }),
  /** Signs nobody in: whoever has an app still needs its code. */
  setPassword: anybody.input(z.object({ token, password: staffPassword })).mutation(async ({ ctx, input }) => {
    await usePasswordLink(ctx.api.db, input.token, input.password);
    return { ok: true };
  }),
});
