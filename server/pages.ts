/** Next behind our own server: built when there is no build of these sources, then one handler for every page. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import next from 'next';
import { buildPages, isBuilt } from './build.ts';
import { frameIn, swapRuntime } from './frame.ts';
import type { Log } from './log.ts';

type Options = { dev: boolean; dir: string; httpServer: Server; quiet: boolean };
// Next's own types say CommonJS; what Node imports is the function itself.
const create = next as unknown as (options: Options) => ReturnType<typeof next.default>;

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
  if (!options.dev && !isBuilt(options.dir)) await buildPages(options.dir);
  const app = create({ dev: options.dev, dir: options.dir, httpServer: server, quiet: true });
  await spoken(options.log, () => app.prepare());
  const handle = app.getRequestHandler();
  const frame = options.dev ? null : frameIn(options.dir);
  return {
    handle: (req, res) => {
      if (frame !== null) swapRuntime(req, res, frame);
      void handle(req, res);
    },
    close: () => app.close(),
  };
}
