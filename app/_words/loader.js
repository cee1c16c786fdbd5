/** Turbopack's loader of a `*.words.ts`. It runs on any Node, and in JavaScript only; the product's own reads the file. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const node = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const compile = fileURLToPath(new URL('./compile.ts', import.meta.url));

export default function load() {
  const done = this.async();
  execFile(node, [compile, this.resourcePath], { maxBuffer: 16_000_000 }, (error, module) => done(error, module));
}
