/** The PHPs that can run the module: this machine's own, and the one that npm brings as WebAssembly. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** As WebAssembly in one of its versions. */
export type Php = 'native' | { wasm: string };
/** What a person can choose, the best first. As WebAssembly it is the newest that WHMCS runs on. */
const choices: ReadonlyMap<string, readonly Php[]> = new Map<string, readonly Php[]>([['native', ['native']], ['wasm', [{ wasm: '8.4' }]], ['none', []]]);
export const named = (php: Php): string => (php === 'native' ? 'This machine’s PHP' : `PHP ${php.wasm} as WebAssembly`);

/** Those to try, one after another: all that there are, unless one is chosen. */
export function phpsOf(choice?: string): readonly Php[] {
  if (choice === undefined) return [...choices.values()].flat();
  const chosen = choices.get(choice);
  if (chosen === undefined) throw new Error(`There is no PHP ${choice}: choose one of ${[...choices.keys()].join(', ')}`);
  return chosen;
}

const cli = fileURLToPath(new URL('../../node_modules/.bin/php-wasm-cli', import.meta.url));
const server = fileURLToPath(new URL('wasm.ts', import.meta.url));
const extensions = ['curl', 'mbstring', 'json'];

export interface PhpProgram {
  file: string;
  args: readonly string[];
  env: Record<string, string>;
}

/** How a PHP is called, with what `php` would be called with. As WebAssembly it leaves folders in `scratch`. */
export function phpProgram(php: Php, args: readonly string[], scratch: string): PhpProgram {
  return php === 'native' ? { file: 'php', args, env: {} } : { file: cli, args, env: { PHP: php.wasm, TMPDIR: scratch } };
}

/** How it answers every request to a port by one script. It says `started` on stderr. */
export function phpServer(php: Php, port: number, script: string): PhpProgram {
  if (php !== 'native') return { file: process.execPath, args: [server, php.wasm, String(port), script], env: {} };
  return { file: 'php', args: ['-d', 'opcache.enable_cli=1', '-S', `127.0.0.1:${port}`, script], env: { PHP_CLI_SERVER_WORKERS: '4' } };
}

/** Why this machine's PHP can't run the module, or null when it can. */
function phpFault(): string | null {
  const asked = spawnSync('php', ['-r', 'echo PHP_VERSION_ID, " ", implode(",", get_loaded_extensions());'], { encoding: 'utf8' });
  if (asked.error !== undefined || asked.status !== 0) return 'PHP is not installed';
  const [version = '0', loaded = ''] = asked.stdout.split(' ');
  if (Number(version) < 80_100) return `PHP is older than 8.1 (${version})`;
  const missing = extensions.filter((name) => !loaded.toLowerCase().split(',').includes(name));
  return missing.length === 0 ? null : `PHP lacks ${missing.join(' and ')}`;
}

/** Whoever waits for it may have a server in the same process, which goes on meanwhile. Without a network it gives up soon. */
const aptGet = (...args: string[]): Promise<void> => new Promise((done) => {
  const patience = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=10', '-o', 'Acquire::https::Timeout=10'];
  spawn('apt-get', [...patience, ...args], { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).once('error', () => done()).once('exit', () => done());
});

/** Makes sure that this machine has a PHP; installs Debian's when this is root. Throws with what to do. */
export async function needPhp(): Promise<void> {
  const fault = phpFault();
  if (fault === null) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(`${fault}: install PHP 8.1 or newer with curl and mbstring (Debian: apt-get install php-cli php-curl php-mbstring).`);
  process.stderr.write('Installing PHP (apt-get) …\n');
  await aptGet('update', '-qq');
  await aptGet('install', '-y', '-qq', '--no-install-recommends', 'php-cli', 'php-curl', 'php-mbstring');
  const still = phpFault();
  if (still !== null) throw new Error(`PHP was to be installed by apt-get, but: ${still}.`);
}
