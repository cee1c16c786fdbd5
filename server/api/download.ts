/**
 * A backup as a stream from its node through us to a browser: any stretch of it, any number of times, at the browser's pace,
 * with nothing of it kept here. The token stands in the path, which is never logged.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { linked } from '#server/auth/downloads.ts';
import type { BackupFile } from '#server/core/names.ts';
import type { FileFacts } from '#server/core/backup-panel.ts';
import { isSilence, type Panel, Unreachable } from '#server/core/panel.ts';
import { Refused } from '#server/refused.ts';
import { type BackupPlace, placeOfBackup } from '#server/tasks/backup-look.ts';
import { cookieOf, type Api, type Request } from './context.ts';
import { type Stretch, stretchOf } from './range.ts';
import { abortOf, guardedHeaders, pourInto, say, stallGuard, tokenIn } from './streams.ts';

export const DOWNLOADS = '/download/';
/** For a channel and the first look. */
const WAIT_MS = 20_000;
/** For each piece after it. */
const STALL_MS = 120_000;

const header = (req: IncomingMessage, name: 'range' | 'if-range'): string | null => {
  const value = req.headers[name];
  return typeof value === 'string' ? value : null;
};

interface Opened extends BackupPlace {
  panel: Panel;
  file: FileFacts;
  name: BackupFile;
  abort: AbortController;
}

const GONE = 'This link has ended, or is not yours: make a new one in the panel, under Backups.';

/** Null when an answer was given already. */
async function open(api: Api, res: ServerResponse, held: { serviceId: number; itemId: number }, abort: AbortController): Promise<Opened | null> {
  const place = await placeOfBackup(api.engine, held.serviceId, held.itemId);
  const { node, login, archive: { name } } = place;
  if (node.state === 'maintenance' || node.state === 'off') {
    say(res, 503, 'The server is being worked on: try again later.', { 'retry-after': '300' });
    return null;
  }
  const panel = api.fleet.panelOf(node, { write: () => undefined, signal: abort.signal, look: true, download: true });
  const wait = setTimeout(() => abort.abort(new Unreachable(`${node.name} did not answer`, false)), WAIT_MS);
  try {
    const file = await panel.backups.file(login, name);
    if (file === null) say(res, 404, 'This backup is not on the server any more, or is kept elsewhere.');
    return file === null ? null : { ...place, panel, file, name, abort };
  } finally {
    clearTimeout(wait);
  }
}

async function pour({ panel, login, name, abort }: Opened, stretch: Stretch, res: ServerResponse): Promise<void> {
  const guard = stallGuard(abort, STALL_MS);
  try {
    await panel.backups.read(login, name, stretch, pourInto(res, abort, guard));
  } finally {
    guard.stop();
  }
}

async function answer(api: Api, req: IncomingMessage, res: ServerResponse, opened: Opened): Promise<void> {
  const { file, name } = opened;
  const etag = `"${file.version}"`;
  const asked = stretchOf(header(req, 'range'), header(req, 'if-range'), { bytes: file.bytes, etag });
  const plain = { 'accept-ranges': 'bytes', etag, 'content-disposition': `attachment; filename="${name}"` };
  if (asked.is === 'outside') return say(res, 416, 'The file has no such bytes.', { ...plain, 'content-range': `bytes */${file.bytes}` });
  const stretch = asked.is === 'whole' ? { from: 0, count: file.bytes } : asked;
  res.writeHead(asked.is === 'whole' ? 200 : 206, {
    ...plain, 'content-type': 'application/x-tar', 'content-length': String(stretch.count),
    ...(asked.is === 'part' && { 'content-range': `bytes ${stretch.from}-${stretch.from + stretch.count - 1}/${file.bytes}` }),
  });
  if (req.method === 'HEAD' || stretch.count === 0) return void res.end();
  await pour(opened, stretch, res);
  res.end();
  api.log.debug({ node: opened.node.name, bytes: stretch.count }, 'A backup was downloaded');
}

/** After the headers nothing can be said any more: the browser sees that less came than was promised. */
function broken(api: Api, res: ServerResponse, error: unknown): void {
  if (error instanceof Refused && !res.headersSent) return say(res, error.code === 'NOT_FOUND' ? 404 : 409, `${error.message}.`);
  const silent = isSilence(error);
  if (silent) api.log.info(`A download broke off: ${error.message}`);
  else if (!res.destroyed) api.log.error({ err: error }, 'A download is broken');
  if (res.headersSent) return void res.destroy();
  if (silent) return say(res, 503, 'The server does not answer: try again in a moment.', { 'retry-after': '30' });
  say(res, 500, 'The backup could not be read.');
}

/** Answers true when the request was one for a download. */
export function serveDownload(req: IncomingMessage, res: ServerResponse, api: Api, requested: () => Request): boolean {
  const token = tokenIn(req, DOWNLOADS);
  if (token === null) return false;
  guardedHeaders(res);
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    say(res, 405, 'A download is asked for with GET or HEAD.', { allow: 'GET, HEAD' });
    return true;
  }
  const abort = abortOf(res);
  const work = async (): Promise<void> => {
    const held = token === '' ? null : await linked(api.db, token, cookieOf({ api, request: requested(), setCookie: () => undefined }));
    if (held === null) return say(res, 404, GONE);
    const opened = await open(api, res, held, abort);
    if (opened !== null) await answer(api, req, res, opened);
  };
  work().catch((error: unknown) => broken(api, res, error));
  return true;
}
