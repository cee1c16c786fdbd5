/** The rooms of a service: the same calls for a customer's frame and for staff, who also say which service. */
import * as z from 'zod';
import { itemsOf } from '#db/queries/items.ts';
import { taskFor } from '#server/core/audience.ts';
import { itemKinds } from '#server/core/items/index.ts';
import { password } from '#server/core/names.ts';
import { roomOf } from '#server/core/rooms.ts';
import { addItem, changeItem, discardItem, keepItem, limitOf, removeItem, retryItem, setBackItem, undoItem } from '#server/tasks/items.ts';
import { lookNow } from '#server/tasks/items-look.ts';
import type { Api } from '../context.ts';
import { frame, may, router, surely } from '../trpc.ts';
import { mayChange, mayIn } from './room-rights.ts';

const kind = z.enum(itemKinds);
const ofKind = z.object({ kind });
const added = z.object({ kind, name: z.string().max(255), settings: z.unknown(), password: password.optional() });
const one = z.object({ id: z.number().int() });
const seen = one.extend({ rev: z.number().int() });
const changed = seen.extend({ settings: z.unknown().optional(), password: password.optional() });
const service = z.object({ service: z.number().int() });

type Audience = Parameters<typeof taskFor>[0];
async function list(api: Api, audience: Audience, serviceId: number, input: z.output<typeof ofKind>) {
  const { limits, limit } = await limitOf(api.db, serviceId, input.kind);
  const { items, tasks } = await itemsOf(api.db, serviceId, input.kind);
  return { items, tasks: tasks.map((task) => taskFor(audience, task)), limit, limits };
}

const add = (api: Api, id: number, input: z.output<typeof added>, by: string) => addItem(api.engine, id, { ...input, password: input.password ?? null }, by);
const change = (api: Api, id: number, { id: item, rev, settings, password: secret }: z.output<typeof changed>, by: string) =>
  changeItem(api.engine, id, { id: item, rev }, { ...(settings !== undefined && { settings }), password: secret ?? null }, by);

/** By the number of an item of their own, where their product lets them. */
const ofItem = frame.input(one).use(async ({ ctx, input, next }) => {
  await mayChange(ctx.api, ctx.caller.serviceId, input.id);
  return next();
});

/** What a customer does in their own service. */
export const embedItemsRouter = router({
  list: frame.input(ofKind).query(async ({ ctx, input }) => {
    await mayIn(ctx.api, ctx.caller.serviceId, roomOf[input.kind], 'look');
    return list(ctx.api, 'customer', ctx.caller.serviceId, input);
  }),
  add: frame.input(added).mutation(async ({ ctx, input }) => {
    await mayIn(ctx.api, ctx.caller.serviceId, roomOf[input.kind], 'change');
    return add(ctx.api, ctx.caller.serviceId, input, ctx.by);
  }),
  change: ofItem.input(changed).mutation(({ ctx, input }) => change(ctx.api, ctx.caller.serviceId, input, ctx.by)),
  remove: ofItem.input(seen).mutation(({ ctx, input }) => removeItem(ctx.api.engine, ctx.caller.serviceId, input, ctx.by)),
  undo: ofItem.mutation(({ ctx, input }) => undoItem(ctx.api.engine, ctx.caller.serviceId, input.id, ctx.by)),
  retry: ofItem.mutation(({ ctx, input }) => retryItem(ctx.api.engine, ctx.caller.serviceId, input.id, ctx.by)),
  discard: ofItem.mutation(({ ctx, input }) => discardItem(ctx.api.engine, ctx.caller.serviceId, input.id, ctx.by)),
  keep: ofItem.input(seen).mutation(({ ctx, input }) => keepItem(ctx.api.engine, ctx.caller.serviceId, input)),
  setBack: ofItem.input(seen).mutation(({ ctx, input }) => setBackItem(ctx.api.engine, ctx.caller.serviceId, input, ctx.by)),
});

export const itemsRouter = router({
  list: may('look').input(ofKind.extend(service.shape)).query(({ ctx, input }) => list(ctx.api, 'staff', input.service, input)),
  add: may('care').input(added.extend(service.shape)).mutation(({ ctx, input }) => add(ctx.api, input.service, input, ctx.caller.name)),
  change: may('care').input(changed.extend(service.shape)).mutation(({ ctx, input }) => change(ctx.api, input.service, input, ctx.caller.name)),
  remove: surely('care').input(seen.extend(service.shape)).mutation(({ ctx, input }) => removeItem(ctx.api.engine, input.service, input, ctx.caller.name)),
  undo: may('care').input(one.extend(service.shape)).mutation(({ ctx, input }) => undoItem(ctx.api.engine, input.service, input.id, ctx.caller.name)),
  retry: may('care').input(one.extend(service.shape)).mutation(({ ctx, input }) => retryItem(ctx.api.engine, input.service, input.id, ctx.caller.name)),
  discard: may('care').input(one.extend(service.shape)).mutation(({ ctx, input }) => discardItem(ctx.api.engine, input.service, input.id, ctx.caller.name)),
  keep: may('care').input(seen.extend(service.shape)).mutation(({ ctx, input }) => keepItem(ctx.api.engine, input.service, input)),
  setBack: may('care').input(seen.extend(service.shape)).mutation(({ ctx, input }) => setBackItem(ctx.api.engine, input.service, input, ctx.caller.name)),
  /** How they are on their nodes now: what differs is marked in its row. */
  look: may('care').input(ofKind.extend(service.shape)).mutation(({ ctx, input }) => lookNow(ctx.api.engine, input.service, input.kind)),
});
