/**
 * One file as a stream between its node and a browser, through us and at the slower one's pace, with nothing of it kept here.
 * The token stands in the path, which is never logged.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type FileLink, fileLinked } from '#server/auth/file-links.ts';
import { filePath, nameOf } from '#server/core/files.ts';
import { Refused, type RefusalCode } from '#server/refused.ts';
import { bytesLeft, placeOfFiles } from '#server/tasks/files.ts';
import { cookieOf, type Api, type Request } from './context.ts';
import { refusedFile } from './files.ts';
import { abortOf, guardedHeaders, pourInto, say, stallGuard, tokenIn } from './streams.ts';

export const TRANSFERS = '/files/';
const STALL_MS = 60_000;
/** Where a plan has no limit. */
const UPLOAD_MOST = 10 * 1024 ** 3;

/** The panel shows it as it shows every refusal; who opened the link by itself reads a whole sentence. */
const tell = (res: ServerResponse, status: number, sentence: string, headers?: Record<string, string>): void => say(res, status, `${sentence}.`, headers);

const statuses: Partial<Record<RefusalCode, number>> = { NOT_FOUND: 404, FORBIDDEN: 403, BAD_REQUEST: 400, TOO_MANY_REQUESTS: 429, PRECONDITION_FAILED: 503 };

interface Transfer {
  api: Api;
  link: FileLink;
  req: IncomingMessage;
  res: ServerResponse;
  abort: AbortController;
}

/** RFC 6266: a name of any letters, and a plain one for those who read no other. */
const asAttachment = (name: string): string => `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)}`;

async function spaceFor({ api, link, abort }: Transfer) {
  const place = await placeOfFiles(api.db, api.sealer, link.serviceId);
  if (place.generation !== link.generation) throw new Refused('NOT_FOUND', 'The service was made anew: look at its files again');
  return api.filesOf(place.node, place.owner, abort.signal);
}

async function take(transfer: Transfer): Promise<void> {
  const { link, res, abort } = transfer;
  const space = await spaceFor(transfer);
  const guard = stallGuard(abort, STALL_MS);
  try {
    await space.download(filePath.parse(link.path), ({ bytes }) => {
      res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-disposition': asAttachment(nameOf(link.path)), 'content-length': String(bytes) });
    }, pourInto(res, abort, guard));
    res.end();
  } finally {
    guard.stop();
  }
}

const inMb = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;

async function put(transfer: Transfer): Promise<void> {
  const { api, link, req, res, abort } = transfer;
  const length = /^\d{1,15}$/.exec(req.headers['content-length'] ?? '')?.[0];
  if (length === undefined) return tell(res, 411, 'The size of the file must be told');
  const bytes = Number(length);
  const left = Math.min((await bytesLeft(api.db, link.serviceId)) ?? UPLOAD_MOST, UPLOAD_MOST);
  if (bytes > left) return tell(res, 413, `The file has ${inMb(bytes)}, and your plan has room for ${inMb(left)} more`);
  const space = await spaceFor(transfer);
  const guard = stallGuard(abort, STALL_MS);
  // What is given up ends the stream, and with it the upload, which clears up behind itself.
  abort.signal.addEventListener('abort', () => req.destroy(), { once: true });
  const parts = (async function* () {
    for await (const part of req as AsyncIterable<Buffer>) {
      guard.moved();
      yield part;
    }
  })();
  try {
    await space.upload(filePath.parse(link.path), parts, { bytes, replace: link.replace });
  } finally {
    guard.stop();
  }
  res.writeHead(204).end();
}

/** After the headers nothing can be said any more: the browser sees that less came than was promised. */
function broken({ api, res }: Pick<Transfer, 'api' | 'res'>, thrown: unknown): void {
  const error = refusedFile(thrown);
  if (!(error instanceof Refused) && !res.destroyed) api.log.error({ err: error }, 'A file transfer is broken');
  if (res.headersSent) return void res.destroy();
  if (error instanceof Refused) return tell(res, statuses[error.code] ?? 409, error.message);
  tell(res, 500, 'The file could not be moved');
}

/** Answers true when the request was one for a file. */
export function serveFile(req: IncomingMessage, res: ServerResponse, api: Api, requested: () => Request): boolean {
  const token = tokenIn(req, TRANSFERS);
  if (token === null) return false;
  guardedHeaders(res);
  const deed = req.method === 'GET' ? 'take' : req.method === 'PUT' ? 'put' : null;
  if (deed === null) {
    tell(res, 405, 'A file is taken with GET and put with PUT', { allow: 'GET, PUT' });
    return true;
  }
  const abort = abortOf(res);
  const work = async (): Promise<void> => {
    const link = token === '' ? null : await fileLinked(api.db, token, cookieOf({ api, request: requested(), setCookie: () => undefined }));
    if (link === null || link.deed !== deed) return tell(res, 404, 'This link has ended, or is not yours: make a new one in the panel, under Files');
    await (deed === 'take' ? take : put)({ api, link, req, res, abort });
  };
  work().catch((error: unknown) => broken({ api, res }, error)).finally(() => {
    // What is left of a body that nobody takes would hold the connection.
    if (deed === 'put' && !req.complete) res.once('finish', () => req.destroy());
  });
  return true;
}
