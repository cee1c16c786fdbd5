/** One's own account, whatever the role. */
import { encodeQR } from 'qr';
import * as z from 'zod';
import { changePassword, enrol, newCodes, profileOf, saveProfile, unenrol } from '#server/auth/profile.ts';
import { endSessions, sessionsOf } from '#server/auth/sessions.ts';
import { beginTotp } from '#server/auth/totp.ts';
import { languages } from '#server/core/language.ts';
import { signing } from '#server/core/signature.ts';
import { staffPassword } from '#server/core/staff-password.ts';
import { Refused } from '#server/refused.ts';
import { own, router, sureOwn } from '../trpc.ts';

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
const timeZone = z.string().max(60).refine(isZone, 'This time zone is not known').nullable();

/** A path of unit squares: the page draws it, and no markup of ours is trusted by it. */
function drawn(text: string): { size: number; path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 2 });
  return { size: rows.length, path: rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') };
}

export const profileRouter = router({
  read: own.query(({ ctx }) => profileOf(ctx.api.db, ctx.caller)),
  save: own.input(z.object({ name: signing(200), language: z.enum(languages), timeZone })).mutation(async ({ ctx, input }) => {
    await saveProfile(ctx.api.db, ctx.caller, input);
    return { ok: true };
  }),
  changePassword: own.input(z.object({ current: z.string().min(1, 'Your password is missing').max(1000), password: staffPassword })).mutation(async ({ ctx, input }) => {
    await changePassword(ctx.api.db, ctx.caller, input);
    await ctx.api.cutEmbeds();
    return { ok: true };
  }),
  /** A key for an authenticator app. It counts once a code of it was given. */
  beginTotp: sureOwn.mutation(async ({ ctx }) => {
    const { key, uri } = await beginTotp(ctx.api.db, ctx.api.sealer, ctx.caller);
    return { key, uri, picture: drawn(uri) };
  }),
  /** Answers the recovery codes: the only time that they can be read. */
  confirmTotp: sureOwn.input(z.object({ code: z.string().trim().min(6, 'The code has six figures').max(12) })).mutation(async ({ ctx, input }) => {
    const codes = await enrol(ctx.api.db, ctx.api.sealer, ctx.caller, input.code);
    await ctx.api.cutEmbeds();
    return { codes };
  }),
  removeTotp: sureOwn.mutation(async ({ ctx }) => {
    if (ctx.caller.whmcs === null && (await ctx.api.settings.all()).requireTotp) throw new Refused('CONFLICT', 'This house wants a second factor of everybody: set up another app in its place instead');
    await unenrol(ctx.api.db, ctx.caller);
    return { ok: true };
  }),
  newCodes: sureOwn.mutation(async ({ ctx }) => {
    if (!ctx.caller.hasTotp) throw new Refused('CONFLICT', 'There is no authenticator app to recover from');
    return { codes: await newCodes(ctx.api.db, ctx.caller) };
  }),
  sessions: own.query(({ ctx }) => sessionsOf(ctx.api.db, ctx.caller.staffId, ctx.caller.hash)),
  /** Ends one session, or all but this one. */
  revoke: own.input(z.object({ session: z.number().int().nullable() })).mutation(async ({ ctx, input }) => {
    const ended = await endSessions(ctx.api.db, ctx.caller.staffId, input.session === null ? { but: ctx.caller.hash } : { id: input.session });
    await ctx.api.cutEmbeds();
    return { ended };
  }),
});
