/** WHMCS's single sign-on: the door answers an address, and the page behind it trades its code for a session, once. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as z from 'zod';
import { arrive, signOn, type WhmcsAdmin } from '#server/auth/sign-on.ts';
import { endSession } from '#server/auth/sessions.ts';
import { hashOf } from '#server/auth/tokens.ts';
import { Refused } from '#server/refused.ts';
import { contract } from '#server/whmcs/contract.ts';
import { type Api, cookieOf, fromOf, sessionCookie } from '../context.ts';
import { entered } from '../entered.ts';
import { anybody, door, router } from '../trpc.ts';

/** One line: nobody stays outside for a strange character in their name. */
const lineOf = (text: string): string => text.replace(/\p{C}/gu, '').trim();
const adminOf = ({ id, name, email }: WhmcsAdmin): WhmcsAdmin => ({ id, name: lineOf(name), email: lineOf(email) });

/** In the fragment: no server, log or referrer on the way sees the code. Always of our own address. */
const addressOf = ({ publicUrl }: Api, code: string): { url: string } => ({ url: `${publicUrl}/sso#c=${code}` });

export const signOnDoors = {
  /** Who pressed the button: the service's client, or an admin, who comes to its Deploy tab. A client whom an admin stands in for has both. */
  signOn: door.input(contract.signOn.input).output(contract.signOn.output).mutation(async ({ ctx, input: { serviceId, as: arrival, admin, language } }) => {
    if (arrival === 'admin' && admin === undefined) throw new Refused('BAD_REQUEST', 'admin is missing: id, name and email of who is signed in to WHMCS', 'admin');
    const wish = { arrival, serviceId, admin: admin === undefined ? null : adminOf(admin), language: language === undefined || language === '' ? null : language };
    return addressOf(ctx.api, await signOn(ctx.api.db, ctx.caller, wish));
  }),
  signOnStaff: door.input(contract.signOnStaff.input).output(contract.signOnStaff.output).mutation(async ({ ctx, input }) => addressOf(ctx.api, await signOn(ctx.api.db, ctx.caller, { arrival: 'admin', serviceId: null, admin: adminOf(input.admin), language: null }))),
};

const arrivals = new RateLimiterMemory({ points: 60, duration: 60 });

export const ssoRouter = router({
  /** Uses the code up: a client's answer is that of `embed.exchange`, staff get the cookie and where they go. */
  enter: anybody.input(z.object({ code: z.string().min(20).max(100) })).mutation(async ({ ctx, input }) => {
    await arrivals.consume(ctx.request.ip).catch(() => {
      throw new Refused('TOO_MANY_REQUESTS', 'Too many attempts: wait a minute, then open it once more in WHMCS');
    });
    const arrival = await arrive(ctx.api.db, input.code, fromOf(ctx.request));
    if (arrival.as === 'client') return { as: 'client' as const, entered: await entered(ctx.api, arrival.session) };
    const old = cookieOf(ctx);
    if (old !== null) await endSession(ctx.api.db, hashOf(old));
    ctx.setCookie(sessionCookie(ctx.api.publicUrl, arrival.session.token, arrival.session.expiresAt));
    return { as: 'staff' as const, to: arrival.serviceId === null ? '/services' : `/services/${arrival.serviceId}/deploy` };
  }),
});
