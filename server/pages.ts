/** Next behind our own server: built when there is no build of these sources, then one handler for every page. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import type { Log } from './log.ts';

type Options = { dev: boolean; dir: string; httpServer: Server; quiet: boolean };
// Next's own types say CommonJS; what Node imports is the function itself.
const create = next as unknown as (options: Options) => ReturnType<typeof next.default>;

/** What pages are made of; they import from `server` what is pure. */
const SOURCES = ['app', 'server', 'db', 'next.config.ts', 'package-lock.json'];

/** No source is newer than the build: an upgrade brings some, and pages of the version before would call a server that has moved on. */
export function isBuilt(dir: string): boolean {
  const stamp = join(dir, '.next/BUILD_ID');
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const files = SOURCES.map((source) => join(dir, source)).filter((path) => existsSync(path)).flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name)) : [path]));
  return files.every((file) => statSync(file).mtimeMs <= built);
}

function build(dir: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(dir, 'node_modules/next/dist/bin/next'), 'build'], { cwd: dir, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } });
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`The pages could not be built: next build ended with ${code}`))));
  });
}

/** Our stdout is structured lines; what Next says while it starts becomes such lines too. */
async function spoken(log: Log, work: () => Promise<void>): Promise<void> {
  const { log: plain } = globalThis.console;
  globalThis.console.log = (...words: unknown[]) => log.debug(words.join(' '));
  try {
    await work();
  } finally {
    globalThis.console.log = plain;
  }
}

export async function prepareNext(server: Server, options: { dev: boolean; dir: string; log: Log }): Promise<{ handle(req: IncomingMessage, res: ServerResponse): void; close(): Promise<void> }> {
  if (!options.dev && !isBuilt(options.dir)) await build(options.dir);
  const app = create({ dev: options.dev, dir: options.dir, httpServer: server, quiet: true });
  await spoken(options.log, () => app.prepare());
  const handle = app.getRequestHandler();
  return { handle: (req, res) => void handle(req, res), close: () => app.close() };
}
