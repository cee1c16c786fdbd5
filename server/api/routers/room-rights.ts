/** Whether a customer may do in a room what is asked: their product says it. */
import { eq } from 'drizzle-orm';
import { items, products, services } from '#db/schema/index.ts';
import { roomOf, type Room, rightTo, roomsWith, roomWords } from '#server/core/rooms.ts';
import { Refused } from '#server/refused.ts';
import type { Api } from '../context.ts';
import { frame } from '../trpc.ts';

type Deed = 'look' | 'change';

/** A room that is hidden is not there. Throws `Refused`. */
export async function mayIn({ db }: Api, serviceId: number, room: Room, deed: Deed): Promise<void> {
  const [row] = await db.select({ rooms: products.rooms, desired: services.desired }).from(services).innerJoin(products, eq(products.id, services.productId)).where(eq(services.id, serviceId));
  const has = row === undefined ? [] : roomsWith({ roles: row.desired.roles, guest: row.desired.vanity !== null });
  const right = row === undefined || !has.includes(room) ? 'hidden' : rightTo(room, row.rooms);
  if (right === 'hidden') throw new Refused('NOT_FOUND', 'Your plan does not have this');
  if (right === 'look' && deed === 'change') throw new Refused('FORBIDDEN', `${roomWords[room]}: your plan shows this and leaves changes to us. Write to us for one`);
}

/** The same of an item by its number; one of another service is not there. */
export async function mayChange(api: Api, serviceId: number, itemId: number): Promise<void> {
  const [row] = await api.db.select({ kind: items.kind, serviceId: items.serviceId }).from(items).where(eq(items.id, itemId));
  if (row === undefined || row.serviceId !== serviceId) throw new Refused('NOT_FOUND', 'It is not there any more');
  await mayIn(api, serviceId, roomOf[row.kind], 'change');
}

/** For calls of one room: a customer who may look, or change. */
export const inRoom = (room: Room) => frame.use(async ({ ctx, type, next }) => {
  await mayIn(ctx.api, ctx.caller.serviceId, room, type === 'mutation' ? 'change' : 'look');
  return next();
});
