/** The first start: the printed link makes the first owner, once. */
import * as z from 'zod';
import { firstOwner, isSetupToken } from '#server/auth/staff.ts';
import { signing } from '#server/core/signature.ts';
import { staffPassword } from '#server/core/staff-password.ts';
import { anybody, router } from '../trpc.ts';
import { fromOf, sessionCookie } from '../context.ts';

const token = z.string().min(20).max(100);

export const setupRouter = router({
  /** Whether the link still works; says nothing else. */
  check: anybody.input(z.object({ token })).query(async ({ ctx, input }) => ({ valid: await isSetupToken(ctx.api.db, input.token) })),
  owner: anybody.input(z.object({ token, email: z.email('E-mail address is not valid'), name: signing(100), password: staffPassword })).mutation(async ({ ctx, input }) => {
    const session = await firstOwner(ctx.api.db, input.token, input, fromOf(ctx.request));
    ctx.setCookie(sessionCookie(ctx.api.publicUrl, session.token, session.expiresAt));
    return { ok: true };
  }),
});
