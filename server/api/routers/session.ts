import * as z from 'zod';
import { login, prove } from '#server/auth/login.ts';
import { endSession } from '#server/auth/sessions.ts';
import { anybody, own, router } from '../trpc.ts';
import { cookieOf, fromOf, mustEnrol, sessionCookie } from '../context.ts';

const code = z.string().trim().min(1, 'The code is missing').max(40);

export const sessionRouter = router({
  login: anybody.input(z.object({ email: z.string().trim().min(1, 'E-mail address is missing').max(200), password: z.string().min(1, 'Password is missing').max(1000), code: code.optional() })).mutation(async ({ ctx, input }) => {
    const session = await login(ctx.api.db, ctx.api.sealer, { ...input, code: input.code ?? null, ...fromOf(ctx.request), old: cookieOf(ctx) });
    ctx.setCookie(sessionCookie(ctx.api.publicUrl, session.token, session.expiresAt));
    return { ok: true };
  }),
  logout: own.mutation(async ({ ctx }) => {
    await endSession(ctx.api.db, ctx.caller.hash);
    ctx.setCookie(sessionCookie(ctx.api.publicUrl, '', new Date(0)));
    return { ok: true };
  }),
  me: own.query(async ({ ctx }) => {
    const { staffId, name, email, role, hasTotp, whmcs } = ctx.caller;
    return { id: staffId, name, email, role, hasTotp, whmcs, mustEnrol: await mustEnrol(ctx.api, ctx.caller) };
  }),
  /** Proves once more who it is: by the code of the app, or by the password of whoever has no app. Then what destroys is allowed for some minutes. */
  confirm: own.input(z.object({ proof: z.string().min(1, 'It is missing').max(1000) })).mutation(async ({ ctx, input }) => {
    await prove(ctx.api.db, ctx.api.sealer, ctx.caller, input.proof);
    return { ok: true };
  }),
});
