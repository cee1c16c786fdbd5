/**
 * The frame's page with the frame's own script. Next renders the page, and its runtime, which would take the page over, is
 * left out: it alone is more than a splash may weigh. Other pages, and all of them in development, keep it.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Written last by a build. */
export const FRAME_FILE = '.next/frame.json';

/** Addresses of what was built. */
export interface Frame {
  script: string;
  /** What the script imports before it begins. */
  parts: readonly string[];
  /** What it was built of, as a digest. */
  sources: string;
}

export const frameIn = (dir: string): Frame | null => (existsSync(join(dir, FRAME_FILE)) ? (JSON.parse(readFileSync(join(dir, FRAME_FILE), 'utf8')) as Frame) : null);

/** Next's scripts, what asks for them early, and the data that they would read; no text in it can hold `</script>`. */
const runtime = [/<script\b[^>]*\bsrc="\/_next\/static\/[^"]*"[^>]*><\/script>/g, /<link\b[^>]*\bas="script"[^>]*>/g, /<script\b[^>]*>\(?self\.__next_f\b[\s\S]*?<\/script>/g];

/** A page that is not the frame's, such as one that says what went wrong, stays as it is. */
export function withFrame(html: string, { script, parts }: Pick<Frame, 'script' | 'parts'>): string {
  if (!html.includes('id="frame"')) return html;
  const bare = runtime.reduce((text, part) => text.replace(part, ''), html);
  const early = parts.map((part) => `<link rel="modulepreload" href="${part}">`).join('');
  return bare.replace('</head>', () => `${early}<script type="module" src="${script}"></script></head>`);
}

const isFrame = ({ method, url = '' }: IncomingMessage): boolean => method === 'GET' && /^\/embed\/?(?:\?|$)/.test(url);

/** Holds an answer of Next's back until it is whole, where it is the frame's page. To be called before Next has the request. */
export function swapRuntime(req: IncomingMessage, res: ServerResponse, frame: Frame): void {
  if (!isFrame(req)) return;
  const gzip = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
  // What Next compresses could not be read.
  delete req.headers['accept-encoding'];
  const held: Buffer[] = [];
  const [end, writeHead] = [res.end.bind(res), res.writeHead.bind(res)];
  const keep = (piece: unknown): void => { if (typeof piece === 'string' || piece instanceof Uint8Array) held.push(Buffer.from(piece as string)); };
  const called = (rest: readonly unknown[]): void => rest.forEach((one) => { if (typeof one === 'function') one(); });
  Object.assign(res, {
    flushHeaders: () => undefined,
    writeHead: (status: number, ...rest: unknown[]) => {
      res.statusCode = status;
      const headers = rest.at(-1);
      for (const [name, value] of Object.entries(typeof headers === 'object' && headers !== null ? headers : {})) res.setHeader(name, value as string);
      return res;
    },
    write: (piece: unknown, ...rest: unknown[]) => {
      keep(piece);
      called(rest);
      return true;
    },
    end: (piece: unknown, ...rest: unknown[]) => {
      keep(piece);
      const html = withFrame(Buffer.concat(held).toString('utf8'), frame);
      const body = gzip ? gzipSync(html) : Buffer.from(html);
      res.setHeader('content-length', body.length);
      if (gzip) res.setHeader('content-encoding', 'gzip');
      writeHead(res.statusCode);
      end(body);
      called([piece, ...rest]);
      return res;
    },
  });
}
