/** The SSL tab: its facts come by the service's events, and here is what staff ask for. */
import { z } from 'zod';
import { askNow, upload, withdraw } from '#server/certs/ask.ts';
import { certificateRoles } from '#server/core/certificate.ts';
import { Secret } from '#server/core/secret.ts';
import { router, staff } from '../trpc.ts';

const one = z.object({ id: z.number().int(), role: z.enum(certificateRoles) });
const pem = (what: string) => z.string().max(64_000, `${what} is longer than 64 kB`);

const uploadInput = one.extend({
  certificate: pem('The certificate').min(1, 'The certificate is missing'),
  key: pem('The private key').min(1, 'The private key is missing').transform((text) => new Secret(text)),
  chain: pem('The chain').default(''),
});
const done = { ok: true } as const;

export const certificatesRouter = router({
  check: staff.input(one).mutation(async ({ ctx, input }) => {
    await askNow(ctx.api.engine, input.id, input.role, false);
    return done;
  }),
  issue: staff.input(one).mutation(async ({ ctx, input }) => {
    await askNow(ctx.api.engine, input.id, input.role, true);
    return done;
  }),
  upload: staff.input(uploadInput).mutation(async ({ ctx, input: { id, role, ...given } }) => {
    await upload(ctx.api.engine, id, role, given, ctx.caller.name);
    return done;
  }),
  remove: staff.input(one).mutation(async ({ ctx, input }) => {
    await withdraw(ctx.api.engine, input.id, input.role, ctx.caller.name);
    return done;
  }),
});
