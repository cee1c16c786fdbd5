/**
 * `npm run test:php`: the module's tests on this machine's PHP and on 8.1, 8.3 and 8.4 as WebAssembly, and a look at 7.4, which is too old. Those are half a
 * gigabyte, so that they are fetched into `var/` when they are asked for, and no install has them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newAuthority } from '../authority.ts';
import { layOut, needPhp } from './php.ts';
import { startStrange } from './strange.ts';
import { runPhpTests } from './suite.ts';

const VERSION = '3.1.56';
const root = fileURLToPath(new URL('../../', import.meta.url));
const home = join(root, 'var/php-wasm');
const cli = join(home, 'node_modules/.bin/php-wasm-cli');

function fetchWasm(): void {
  if (existsSync(cli)) return;
  process.stderr.write('Fetching PHP as WebAssembly (474 MB, once) …\n');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"private":true}');
  const done = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `@php-wasm/cli@${VERSION}`], { cwd: home, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error('PHP as WebAssembly could not be fetched: the npm registry must be reachable');
}

needPhp();
fetchWasm();
const strange = await startStrange(newAuthority());
let failed = 0;
for (const version of [null, '8.1', '8.3', '8.4']) {
  const site = layOut({ panel: 'http://127.0.0.1:9', products: [{ slug: 'split', name: 'Split' }] }, 'https://whmcs.brightwood.test');
  const started = performance.now();
  const { problems, last } = await runPhpTests(site, strange.world, version === null ? 'php' : { cli, version });
  failed += problems.length;
  process.stdout.write(`${version === null ? 'native' : 'wasm  '} ${last} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  for (const { test, problem } of problems) process.stdout.write(`  ${test}: ${problem}\n`);
  rmSync(site.folder, { recursive: true, force: true });
}
await strange.stop();
const old = spawnSync(cli, [join(root, 'e2e/whmcs/tests/too-old.php')], { encoding: 'utf8', env: { ...process.env, PHP: '7.4' } });
process.stdout.write(`wasm   ${old.stdout.trim()}\n`);
if (!old.stdout.includes('needs PHP 8.1 or newer')) failed++;
process.exit(failed === 0 ? 0 : 1);
