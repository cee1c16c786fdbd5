// Runs one of the project's programs on the Node that the lock-file names, from a bare clone and any Node from 20 on.
// Plain JavaScript, and no package: it is what installs them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules/node/bin/node');
const [program, ...args] = process.argv.slice(2);

/** npm writes this file at the end of an install: older than the lock-file means that the lock-file changed since. */
function installed() {
  const mark = join(root, 'node_modules/.package-lock.json');
  return existsSync(node) && existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs - 2000;
}

function install() {
  process.stderr.write('Installing what the lock-file names (npm ci) …\n');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status !== 0 || !existsSync(node)) {
    process.stderr.write('npm ci did not succeed: see above. The npm registry must be reachable, and the folder writable.\n');
    process.exit(1);
  }
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(`Node ${process.versions.node} is too old: 20 or later is needed.\n`);
  process.exit(1);
}
if (!installed()) install();

const name = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name;
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, program), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', npm_package_name: name },
});
// The terminal sends Ctrl-C to both of us; what is sent to us alone is passed on, and we stay until it has ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.stdin.isTTY && signal === 'SIGINT' ? undefined : child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)));
