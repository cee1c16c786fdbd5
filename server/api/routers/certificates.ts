/** The SSL room: its facts come by the service's events, and here is what a customer and staff ask for. */
import * as z from 'zod';
import { askNow, upload, withdraw } from '#server/certs/ask.ts';
import { certificateRoles } from '#server/core/certificate.ts';
import { Secret } from '#server/core/secret.ts';
import type { Api } from '../context.ts';
import { may, router } from '../trpc.ts';
import { inRoom } from './room-rights.ts';

const one = z.object({ role: z.enum(certificateRoles) });
const pem = (what: string) => z.string().max(64_000, `${what} is longer than 64 kB`);
const files = one.extend({
  certificate: pem('The certificate').min(1, 'The certificate is missing'),
  key: pem('The private key').min(1, 'The private key is missing').transform((text) => new Secret(text)),
  chain: pem('The chain').default(''),
});
const ofService = z.object({ id: z.number().int() });
const done = { ok: true } as const;

const ask = async ({ engine }: Api, id: number, { role }: z.output<typeof one>, issue: boolean): Promise<typeof done> => {
  await askNow(engine, id, role, issue);
  return done;
};
const take = async ({ engine }: Api, id: number, { role, certificate, key, chain }: z.output<typeof files>, by: string): Promise<typeof done> => {
  await upload(engine, id, role, { certificate, key, chain }, by);
  return done;
};
const drop = async ({ engine }: Api, id: number, { role }: z.output<typeof one>, by: string): Promise<typeof done> => {
  await withdraw(engine, id, role, by);
  return done;
};

const ownFrame = inRoom('ssl');

export const embedCertificatesRouter = router({
  check: ownFrame.input(one).mutation(({ ctx, input }) => ask(ctx.api, ctx.caller.serviceId, input, false)),
  issue: ownFrame.input(one).mutation(({ ctx, input }) => ask(ctx.api, ctx.caller.serviceId, input, true)),
  upload: ownFrame.input(files).mutation(({ ctx, input }) => take(ctx.api, ctx.caller.serviceId, input, ctx.by)),
  remove: ownFrame.input(one).mutation(({ ctx, input }) => drop(ctx.api, ctx.caller.serviceId, input, ctx.by)),
});

export const certificatesRouter = router({
  check: may('care').input(one.extend(ofService.shape)).mutation(({ ctx, input }) => ask(ctx.api, input.id, input, false)),
  issue: may('care').input(one.extend(ofService.shape)).mutation(({ ctx, input }) => ask(ctx.api, input.id, input, true)),
  upload: may('care').input(files.extend(ofService.shape)).mutation(({ ctx, input }) => take(ctx.api, input.id, input, ctx.caller.name)),
  remove: may('care').input(one.extend(ofService.shape)).mutation(({ ctx, input }) => drop(ctx.api, input.id, input, ctx.caller.name)),
});
