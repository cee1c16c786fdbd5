/** The backups of a service beside their list: looked at, restored from, downloaded, and made by themselves. For a customer's frame and for staff. */
import * as z from 'zod';
import { newLink } from '#server/auth/downloads.ts';
import type { Holder } from '#server/auth/links.ts';
import { backupPlan } from '#server/core/backup-plan.ts';
import { backupKinds } from '#server/core/items/backup.ts';
import { restorePart } from '#server/core/restore.ts';
import { type BackupLook, lookAtBackups, placeOfBackup, restorable } from '#server/tasks/backup-look.ts';
import { plansOf, savePlan } from '#server/tasks/backup-plans.ts';
import { restoreBackup } from '#server/tasks/restore.ts';
import { Refused } from '#server/refused.ts';
import type { Api } from '../context.ts';
import { DOWNLOADS } from '../download.ts';
import { embed, heedful, may, router, surely } from '../trpc.ts';
import { inRoom, mayIn } from './room-rights.ts';

const one = z.object({ id: z.number().int() });
const restored = one.extend({ parts: z.array(restorePart).min(1, 'Choose what is restored').max(500, 'These are too many parts'), typed: z.string().max(255).default('') });
const planned = backupPlan.extend({ kind: z.enum(backupKinds) });
const service = z.object({ service: z.number().int() });

async function link(api: Api, serviceId: number, id: number, holder: Holder) {
  const { archive } = await placeOfBackup(api.engine, serviceId, id);
  if (archive.bytes === null) throw new Refused('CONFLICT', 'This backup is kept elsewhere, and can not be downloaded from here');
  const { token, expiresAt } = await newLink(api.db, id, holder);
  return { path: `${DOWNLOADS}${token}`, file: archive.name, expiresAt: expiresAt.toISOString() };
}

/** No machine of ours, and no word of a panel. */
const silenced = ({ kind, silent }: BackupLook): BackupLook => ({ kind, silent: silent === null ? null : 'The server does not answer now: the list may be old' });

const room = inRoom('backups');
export const embedBackupsRouter = router({
  /** Writes down what is found, and changes nothing: whoever may look may have it looked up. */
  look: embed.mutation(async ({ ctx }) => {
    await heedful(ctx.caller.serviceId);
    await mayIn(ctx.api, ctx.caller.serviceId, 'backups', 'look');
    return (await lookAtBackups(ctx.api.engine, ctx.caller.serviceId)).map(silenced);
  }),
  plans: room.query(({ ctx }) => plansOf(ctx.api.engine, ctx.caller.serviceId)),
  plan: room.input(planned).mutation(({ ctx, input: { kind, ...plan } }) => savePlan(ctx.api.engine, ctx.caller.serviceId, kind, plan)),
  parts: room.input(one).query(async ({ ctx, input }) => {
    const found = await restorable(ctx.api.engine, ctx.caller.serviceId, input.id);
    return { ...found, silent: found.silent === null ? null : 'The server does not answer now' };
  }),
  restore: room.input(restored).mutation(({ ctx, input }) => restoreBackup(ctx.api.engine, ctx.caller.serviceId, input, ctx.by)),
  /** Taking a copy out changes nothing either. */
  link: embed.input(one).mutation(async ({ ctx, input }) => {
    await mayIn(ctx.api, ctx.caller.serviceId, 'backups', 'look');
    return link(ctx.api, ctx.caller.serviceId, input.id, { visit: ctx.caller.visit });
  }),
});

export const backupsRouter = router({
  look: may('care').input(service).mutation(({ ctx, input }) => lookAtBackups(ctx.api.engine, input.service)),
  plans: may('look').input(service).query(({ ctx, input }) => plansOf(ctx.api.engine, input.service)),
  plan: may('care').input(planned.extend(service.shape)).mutation(({ ctx, input: { service: id, kind, ...plan } }) => savePlan(ctx.api.engine, id, kind, plan)),
  parts: may('look').input(one.extend(service.shape)).query(({ ctx, input }) => restorable(ctx.api.engine, input.service, input.id)),
  restore: surely('care').input(restored.extend(service.shape)).mutation(({ ctx, input }) => restoreBackup(ctx.api.engine, input.service, input, ctx.caller.name)),
  link: may('care').input(one.extend(service.shape)).mutation(({ ctx, input }) => link(ctx.api, input.service, input.id, { staffSession: ctx.caller.hash })),
});
