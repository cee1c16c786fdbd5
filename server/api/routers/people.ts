/** Who is let in, and as what. For owners; each change once more proven, and in the log. */
import { asc, eq } from 'drizzle-orm';
import * as z from 'zod';
import { deedPage } from '#db/queries/deeds.ts';
import { instances } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import { invite, invites, withdraw } from '#server/auth/invite.ts';
import { changeRole, lendRole, peopleList, remove, resetPassword, resetTotp, revokeSessions, setDisabled } from '#server/auth/people.ts';
import { sessionsOf } from '#server/auth/sessions.ts';
import { lentRoles, staffRoles } from '#server/core/staff-roles.ts';
import { canMail, sendMail } from '#server/notify/mail.ts';
import { linkMail } from '#server/notify/message.ts';
import { Refused } from '#server/refused.ts';
import type { Api } from '../context.ts';
import { may, router, surely } from '../trpc.ts';

const byId = z.object({ id: z.number().int() });
const role = z.enum(staffRoles);
/** In the fragment: no server, log or referrer ever sees it. */
const linkTo = ({ publicUrl }: Api, token: string): string => `${publicUrl}/join#${token}`;

/** Sends a link where there is a mail server, and answers it in any case: who asked can still hand it over. `mail` is null without one. */
async function handOut({ api, caller }: { api: Api; caller: { name: string } }, { email, token, joins }: { email: string; token: string; joins: boolean }) {
  const url = linkTo(api, token);
  const mail = (await canMail(api.settings)) ? await sendMail(api.settings, { to: [email], ...linkMail({ url, joins, by: caller.name }) }) : null;
  return { url, email, mail };
}

export const peopleRouter = router({
  list: may('people').query(async ({ ctx }) => {
    const { db, settings } = ctx.api;
    const lenders = db.select({ id: instances.id, name: instances.name, adminRole: instances.adminRole }).from(instances).where(eq(instances.builtin, false)).orderBy(asc(instances.name));
    const [people, open, lent, { requireTotp }] = await Promise.all([peopleList(db), invites(db), lenders, settings.all()]);
    return { people, invites: open, instances: lent, requireTotp };
  }),
  /** Answers the link: the only time that it can be read. */
  invite: surely('people').input(z.object({ email: z.email('E-mail address is not valid').max(200), role })).mutation(async ({ ctx, input }) =>
    handOut(ctx, { email: input.email.toLowerCase(), token: await invite(ctx.api.db, ctx.caller.name, input), joins: true }),
  ),
  withdraw: surely('people').input(byId).mutation(async ({ ctx, input }) => ({ ended: await withdraw(ctx.api.db, ctx.caller.name, input.id) })),
  changeRole: surely('people').input(byId.extend({ role })).mutation(async ({ ctx, input }) => {
    await changeRole(ctx.api.db, ctx.caller.name, input.id, input.role);
    await ctx.api.cutEmbeds();
    return { ok: true };
  }),
  disable: surely('people').input(byId).mutation(async ({ ctx, input }) => {
    await setDisabled(ctx.api.db, ctx.caller.name, input.id, true);
    await ctx.api.cutEmbeds();
    return { ok: true };
  }),
  enable: surely('people').input(byId).mutation(async ({ ctx, input }) => {
    await setDisabled(ctx.api.db, ctx.caller.name, input.id, false);
    return { ok: true };
  }),
  remove: surely('people').input(byId).mutation(async ({ ctx, input }) => {
    await remove(ctx.api.db, ctx.caller.name, input.id);
    await ctx.api.cutEmbeds();
    return { ok: true };
  }),
  /** Their password ends now; answers the link that sets the next one. */
  resetPassword: surely('people').input(byId).mutation(async ({ ctx, input }) => {
    if (input.id === ctx.caller.staffId) throw new Refused('CONFLICT', 'This is you: change your password in your profile');
    const { token, email } = await resetPassword(ctx.api.db, ctx.caller.name, input.id);
    await ctx.api.cutEmbeds();
    return handOut(ctx, { email, token, joins: false });
  }),
  resetTotp: surely('people').input(byId).mutation(async ({ ctx, input }) => {
    await resetTotp(ctx.api.db, ctx.caller.name, input.id);
    await ctx.api.cutEmbeds();
    return { ok: true };
  }),
  sessions: may('people').input(byId).query(({ ctx, input }) => sessionsOf(ctx.api.db, input.id, ctx.caller.hash)),
  /** Ends one session, or all of them; of one's own all but this one. */
  revoke: surely('people').input(byId.extend({ session: z.number().int().nullable() })).mutation(async ({ ctx, input }) => {
    const which = input.session === null ? { but: input.id === ctx.caller.staffId ? ctx.caller.hash : null } : { id: input.session };
    const ended = await revokeSessions(ctx.api.db, ctx.caller.name, input.id, which);
    await ctx.api.cutEmbeds();
    return { ended };
  }),
  requireTotp: surely('people').input(z.object({ on: z.boolean() })).mutation(async ({ ctx, input: { on } }) => {
    if (on && !ctx.caller.hasTotp && ctx.caller.whmcs === null) throw new Refused('CONFLICT', 'Set up your own authenticator app first, in your profile');
    await ctx.api.settings.save('requireTotp', on, (tx, [change]) => record(tx, { who: ctx.caller.name, what: 'people.requireTotp', subject: 'everybody', before: { on: change?.before ?? false }, after: { on } }));
    await ctx.api.cutEmbeds();
    return { ok: true };
  }),
  /** What the admins of a WHMCS are here; null: not let in. */
  lendRole: surely('people').input(byId.extend({ role: z.enum(lentRoles).nullable() })).mutation(async ({ ctx, input }) => {
    await lendRole(ctx.api.db, ctx.caller.name, input.id, input.role);
    await ctx.api.cutEmbeds();
    return { ok: true };
  }),
  /** What was done to people and accounts, newest first. */
  history: may('people').query(async ({ ctx }) => (await deedPage(ctx.api.db, ['people', 'profile', 'setup'], { before: null, size: 50 })).rows),
});
