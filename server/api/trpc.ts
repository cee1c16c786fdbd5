/** tRPC, set up once: errors as one sentence with a reference, and one kind of caller per procedure. */
import { initTRPC, TRPCError } from '@trpc/server';
import { eq } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ZodError } from 'zod';
import { services } from '#db/schema/index.ts';
import { whyResting } from '#server/core/lifecycle.ts';
import { signedAs } from '#server/core/signature.ts';
import { type Ability, may as holds, whyNot } from '#server/core/staff-roles.ts';
import { mayKnock, noteWrongKey, spendCall } from '#server/auth/pace.ts';
import type { StaffCaller } from '#server/auth/sessions.ts';
import { Refused } from '#server/refused.ts';
import { type Api, bearerOf, callingEmbed, callingInstance, callingScript, callingStaff, type Context, mustEnrol } from './context.ts';
import { seen } from './seen.ts';
import { unstorable } from './storable.ts';

const fieldWords = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'Input' : String(path.at(-1)));

/** One sentence of a zod failure: its own message where we wrote one, else the field's name and what is wrong. */
function zodSentence(error: ZodError): { message: string; field: string | undefined } {
  const [issue] = error.issues;
  if (issue === undefined) return { message: 'Input is not valid', field: undefined };
  const plain = /^(Invalid|Expected|Too)/.test(issue.message) ? `${fieldWords(issue.path)} is not valid (${issue.message.toLowerCase()})` : issue.message;
  return { message: plain, field: issue.path.length === 0 ? undefined : issue.path.join('.') };
}

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter({ shape, error, ctx }) {
    const ref = randomBytes(4).toString('hex').toUpperCase();
    const { cause } = error;
    const zod = cause instanceof ZodError ? zodSentence(cause) : null;
    const internal = error.code === 'INTERNAL_SERVER_ERROR';
    if (internal) ctx?.api.log.error({ err: cause ?? error, ref, path: shape.data.path }, 'A call failed');
    const message = internal ? `Internal error (ref ${ref})` : (zod?.message ?? (cause instanceof SyntaxError ? 'The request is not valid JSON' : error.message));
    const { code, httpStatus, path } = shape.data;
    return { message, code: shape.code, data: { code, httpStatus, path, ref, retryable: internal || error.code === 'TOO_MANY_REQUESTS', field: zod?.field ?? (cause instanceof Refused ? cause.field : undefined) } };
  },
});

export const { router, createCallerFactory } = t;

/** Turns our refusals into tRPC's errors, word for word. */
const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof Refused) throw new TRPCError({ code: result.error.cause.code, message: result.error.cause.message, cause: result.error.cause });
  return result;
});

/** A page of another site can make a browser send our cookie; such a mutation is refused. Non-browsers send neither header. */
function sameOrigin({ request, api }: Context): boolean {
  if (request.site !== null) return request.site === 'same-origin';
  return request.origin === null || request.origin === new URL(api.publicUrl).origin;
}

/** After the caller is known: a stranger's body is not even read. */
const storable = t.middleware(async ({ ctx, getRawInput, next }) => {
  // A mutation without input comes with no body at all, which is no JSON to read.
  const name = ctx.request.bodyless ? null : unstorable(await getRawInput());
  if (name !== null) throw new TRPCError({ code: 'BAD_REQUEST', message: `${name.slice(0, 64)} holds a character that can not be stored` });
  return next();
});

/** Anybody: the ticket, the login or the set-up link in the input is what counts. */
export const anybody = procedure.use(storable);

/** WHMCS with its key, or a script with one of its own that has the procedure's scope. */
export const door = procedure.use(async ({ ctx, path, next }) => {
  const key = bearerOf(ctx);
  await mayKnock(ctx.api.db, ctx.request.ip, key);
  if (key !== null) await spendCall(key);
  const whmcs = await callingInstance(ctx);
  const caller = whmcs ?? (await callingScript(ctx, path));
  if (caller === null) {
    await noteWrongKey(ctx.request.ip);
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'The API key is missing or wrong: copy it anew from the dashboard (Settings, WHMCS)' });
  }
  if (whmcs !== null) await seen(ctx.api, whmcs.instanceId, ctx.request);
  return next({ ctx: { ...ctx, caller } });
}).use(storable);

/** A customer's frame, bound to one service. */
export const embed = procedure.use(async ({ ctx, next }) => {
  const caller = await callingEmbed(ctx);
  if (caller === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'This page is not valid any more: reload it' });
  return next({ ctx: { ...ctx, caller } });
}).use(storable);

/** A person's pace, with room for a list that is pasted in. */
const edits = new RateLimiterMemory({ points: 120, duration: 60 });

async function paced(serviceId: number): Promise<void> {
  await edits.consume(String(serviceId)).catch(() => {
    throw new Refused('TOO_MANY_REQUESTS', 'Too many changes within a minute: wait a moment, then go on');
  });
}

/** What rests is looked at and not changed. */
async function awake({ db }: Api, serviceId: number): Promise<void> {
  const [service] = await db.select({ state: services.state, wanted: services.wanted }).from(services).where(eq(services.id, serviceId));
  const why = service === undefined ? null : whyResting(service);
  if (why !== null) throw new Refused('CONFLICT', why);
}

/** A customer who changes something in their own service, or who does it in their place: `by` is how it is signed. */
export const frame = embed.use(async ({ ctx, type, next }) => {
  if (type === 'mutation') {
    await paced(ctx.caller.serviceId);
    await awake(ctx.api, ctx.caller.serviceId);
  }
  return next({ ctx: { ...ctx, by: signedAs(ctx.caller.admin) } });
});

/** Looks at nodes and nameservers cost them something. */
const looks = new RateLimiterMemory({ points: 20, duration: 60 });
/** For a question that is answered by a look at the world as it is now. */
export const heedful = async (serviceId: number): Promise<void> => {
  await looks.consume(String(serviceId)).catch(() => {
    throw new Refused('TOO_MANY_REQUESTS', 'Looked too often within a minute: wait a moment, then check again');
  });
};

/** Somebody of the staff, by the cookie, whatever their role: for their own account. A mutation only from our own pages. */
export const own = procedure.use(async ({ ctx, type, next }) => {
  const caller = await callingStaff(ctx);
  if (caller === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' });
  if (type === 'mutation' && !sameOrigin(ctx)) throw new TRPCError({ code: 'FORBIDDEN', message: 'This call came from another site' });
  return next({ ctx: { ...ctx, caller } });
}).use(storable);

const able = (ability: Ability) => own.use(async ({ ctx, next }) => {
  if (await mustEnrol(ctx.api, ctx.caller)) throw new Refused('FORBIDDEN', 'This house wants a second factor of everybody: set up an authenticator app first', 'enrol');
  if (!holds(ctx.caller.role, ability)) throw new Refused('FORBIDDEN', whyNot(ability));
  return next();
});
const procedures: Record<Ability, ReturnType<typeof able>> = { look: able('look'), care: able('care'), drive: able('drive'), house: able('house'), people: able('people') };
/** Staff whose role holds the ability. */
export const may = (ability: Ability) => procedures[ability];

/** The field says what the page is to ask for. */
export function needSure(caller: StaffCaller): void {
  if (!caller.sure) throw new Refused('FORBIDDEN', 'Prove once more that it is you, then it goes on', 'confirm');
}
/** For what destroys, and for who is let in: they have proven who they are within the last minutes. */
export const surely = (ability: Ability) => may(ability).use(({ ctx, next }) => {
  needSure(ctx.caller);
  return next();
});
/** The same for one's own account. */
export const sureOwn = own.use(({ ctx, next }) => {
  needSure(ctx.caller);
  return next();
});
