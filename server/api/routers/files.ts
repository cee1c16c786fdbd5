/** The files of a website: looked at and changed on its node while the person waits. For a customer's frame and for staff. */
import * as z from 'zod';
import { newFileLink } from '#server/auth/file-links.ts';
import type { Holder } from '#server/auth/links.ts';
import { fileMode, fileName, filePath, fileVersion, folderOf, folderPath, TEXT_MOST, within } from '#server/core/files.ts';
import { bytesLeft, openFiles, placeOfFiles } from '#server/tasks/files.ts';
import type { Api } from '../context.ts';
import { TRANSFERS } from '../file-transfer.ts';
import { LONG_MS, withFiles } from '../files.ts';
import { frame, may, router, surely } from '../trpc.ts';
import { inRoom, mayIn } from './room-rights.ts';

const opened = z.object({ again: z.boolean().default(false) });
const folder = z.object({ path: folderPath });
const one = z.object({ path: filePath });
/** In the folder where it is. */
const renamed = one.extend({ name: fileName });
const moded = one.extend({ mode: fileMode });
const written = one.extend({ text: z.string().max(TEXT_MOST, 'The text is too long to be edited here'), version: fileVersion });
const put = one.extend({ replace: z.boolean() });
const service = z.object({ service: z.number().int() });

type Input<T extends z.ZodType> = z.output<T>;
const list = (api: Api, id: number, { path }: Input<typeof folder>) => withFiles(api, id, (space) => space.list(path));
const read = (api: Api, id: number, { path }: Input<typeof one>) => withFiles(api, id, (space) => space.read(path));
const write = (api: Api, id: number, { path, text, version }: Input<typeof written>) => withFiles(api, id, (space) => space.write(path, text, version));
const rename = (api: Api, id: number, { path, name }: Input<typeof renamed>) => withFiles(api, id, (space) => space.rename(path, filePath.parse(within(folderOf(path), name))));
const remove = (api: Api, id: number, { path }: Input<typeof one>) => withFiles(api, id, (space) => space.remove(path), { ms: LONG_MS });
const makeFolder = (api: Api, id: number, { path }: Input<typeof one>) => withFiles(api, id, (space) => space.makeFolder(path));
const setMode = (api: Api, id: number, { path, mode }: Input<typeof moded>) => withFiles(api, id, (space) => space.setMode(path, mode));

async function link(api: Api, serviceId: number, what: { path: string; deed: 'take' | 'put'; replace: boolean }, holder: Holder): Promise<{ path: string }> {
  const { generation } = await placeOfFiles(api.db, api.sealer, serviceId);
  return { path: `${TRANSFERS}${await newFileLink(api.db, { serviceId, generation, ...what }, holder)}` };
}
const take = (api: Api, id: number, { path }: Input<typeof one>, holder: Holder) => link(api, id, { path, deed: 'take', replace: false }, holder);
const give = async (api: Api, id: number, { path, replace }: Input<typeof put>, holder: Holder) => ({ ...(await link(api, id, { path, deed: 'put', replace }, holder)), left: await bytesLeft(api.db, id) });

const room = inRoom('files');
/** Changes nothing of the customer's own: whoever may look may do it. */
const looking = frame.use(async ({ ctx, next }) => {
  await mayIn(ctx.api, ctx.caller.serviceId, 'files', 'look');
  return next();
});

export const embedFilesRouter = router({
  open: looking.input(opened).mutation(({ ctx, input }) => openFiles(ctx.api.engine, ctx.caller.serviceId, ctx.by, input.again)),
  list: room.input(folder).query(({ ctx, input }) => list(ctx.api, ctx.caller.serviceId, input)),
  read: room.input(one).query(({ ctx, input }) => read(ctx.api, ctx.caller.serviceId, input)),
  write: room.input(written).mutation(({ ctx, input }) => write(ctx.api, ctx.caller.serviceId, input)),
  rename: room.input(renamed).mutation(({ ctx, input }) => rename(ctx.api, ctx.caller.serviceId, input)),
  remove: room.input(one).mutation(({ ctx, input }) => remove(ctx.api, ctx.caller.serviceId, input)),
  makeFolder: room.input(one).mutation(({ ctx, input }) => makeFolder(ctx.api, ctx.caller.serviceId, input)),
  setMode: room.input(moded).mutation(({ ctx, input }) => setMode(ctx.api, ctx.caller.serviceId, input)),
  take: looking.input(one).mutation(({ ctx, input }) => take(ctx.api, ctx.caller.serviceId, input, { visit: ctx.caller.visit })),
  put: room.input(put).mutation(({ ctx, input }) => give(ctx.api, ctx.caller.serviceId, input, { visit: ctx.caller.visit })),
});

export const filesRouter = router({
  open: may('care').input(opened.extend(service.shape)).mutation(({ ctx, input }) => openFiles(ctx.api.engine, input.service, ctx.caller.name, input.again)),
  list: may('care').input(folder.extend(service.shape)).query(({ ctx, input }) => list(ctx.api, input.service, input)),
  read: may('care').input(one.extend(service.shape)).query(({ ctx, input }) => read(ctx.api, input.service, input)),
  write: may('care').input(written.extend(service.shape)).mutation(({ ctx, input }) => write(ctx.api, input.service, input)),
  rename: may('care').input(renamed.extend(service.shape)).mutation(({ ctx, input }) => rename(ctx.api, input.service, input)),
  remove: surely('care').input(one.extend(service.shape)).mutation(({ ctx, input }) => remove(ctx.api, input.service, input)),
  makeFolder: may('care').input(one.extend(service.shape)).mutation(({ ctx, input }) => makeFolder(ctx.api, input.service, input)),
  setMode: may('care').input(moded.extend(service.shape)).mutation(({ ctx, input }) => setMode(ctx.api, input.service, input)),
  take: may('care').input(one.extend(service.shape)).mutation(({ ctx, input }) => take(ctx.api, input.service, input, { staffSession: ctx.caller.hash })),
  put: may('care').input(put.extend(service.shape)).mutation(({ ctx, input }) => give(ctx.api, input.service, input, { staffSession: ctx.caller.hash })),
});
