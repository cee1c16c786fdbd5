/** Builds the pages: Next's, and the frame on its own. Run by itself, or by a start that finds no build of these sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import { compiled } from '#app/_words/compile.ts';
import { type Frame, FRAME_FILE, frameIn } from './frame.ts';

/** What pages are made of; they import from `server` what is pure. */
const SOURCES = ['app', 'server', 'db', 'next.config.ts', 'package-lock.json'];
const ENTRY = 'app/embed/frame.tsx';

const filesOf = (path: string): readonly string[] => {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name)).toSorted();
};

/** By what is in them: an upgrade can bring files that are older than the build, and an image's layers can make any file look newer. */
export function digestOf(dir: string): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesOf(join(dir, source)))) hash.update(relative(dir, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** The build is of these sources: after an upgrade, pages of the version before would call a server that has moved on. */
export const isBuilt = (dir: string): boolean => frameIn(dir)?.sources === digestOf(dir);

function buildNext(dir: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(dir, 'node_modules/next/dist/bin/next'), 'build'], { cwd: dir, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } });
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`The pages could not be built: next build ended with ${code}`))));
  });
}

/** As Next's own build has them (next.config.ts). */
const words: Plugin = {
  name: 'words',
  setup: ({ onLoad }) => onLoad({ filter: /\.words\.ts$/ }, async ({ path }) => ({ contents: await compiled(path), loader: 'js' })),
};

/** The file itself and what it can't begin without, as they are found on the web. */
function foundIn({ outputs }: Metafile): Pick<Frame, 'script' | 'parts'> {
  const script = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === ENTRY) ?? '';
  const needed = new Set<string>();
  const walk = (file: string): void => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement') walk(path);
  };
  walk(script);
  const web = (file: string): string => file.replace(/^\.next/, '/_next');
  return { script: web(script), parts: [...needed].filter((file) => file !== script).map(web) };
}

/** Beside Next's own files, so that they are served as those are: for good, under names that follow from their content. */
async function buildFrame(dir: string): Promise<Pick<Frame, 'script' | 'parts'>> {
  const outdir = '.next/static/frame';
  rmSync(join(dir, outdir), { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: [ENTRY], absWorkingDir: dir, outdir, entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]', bundle: true, splitting: true, format: 'esm', minify: true, jsx: 'automatic', legalComments: 'external', metafile: true, logLevel: 'warning',
    target: ['chrome111', 'firefox111', 'safari16.4'], define: { 'process.env.NODE_ENV': '"production"' }, alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' }, plugins: [words],
  });
  return foundIn(metafile);
}

export async function buildPages(dir: string): Promise<void> {
  rmSync(join(dir, FRAME_FILE), { force: true });
  // What changes while it is built is not in it.
  const sources = digestOf(dir);
  await buildNext(dir);
  const frame: Frame = { ...(await buildFrame(dir)), sources };
  writeFileSync(join(dir, FRAME_FILE), JSON.stringify(frame));
}

const [, self = ''] = process.argv;
if (import.meta.url === pathToFileURL(self).href) await buildPages(fileURLToPath(new URL('..', import.meta.url)));
