import { z } from 'zod';
import { endSession, login } from '#server/auth/staff.ts';
import { anybody, router, staff } from '../trpc.ts';
import { cookieOf, sessionCookie } from '../context.ts';

export const sessionRouter = router({
  login: anybody.input(z.object({ email: z.string().trim().min(1, 'E-mail address is missing').max(200), password: z.string().min(1, 'Password is missing').max(1000) })).mutation(async ({ ctx, input }) => {
    const session = await login(ctx.api.db, { ...input, ip: ctx.request.ip, old: cookieOf(ctx) });
    ctx.setCookie(sessionCookie(ctx.api.publicUrl, session.token, session.expiresAt));
    return { ok: true };
  }),
  logout: staff.mutation(async ({ ctx }) => {
    await endSession(ctx.api.db, ctx.caller.hash);
    ctx.setCookie(sessionCookie(ctx.api.publicUrl, '', new Date(0)));
    return { ok: true };
  }),
  me: staff.query(({ ctx }) => ({ name: ctx.caller.name, email: ctx.caller.email, role: ctx.caller.role })),
});
