/**
 * A stand-in WHMCS that runs the real module: its pages and the few of WHMCS's classes that the module meets are PHP in
 * `site/`, put together with the module in a folder of their own, as an operator puts them, and served by one
 * of the PHPs.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '#e2e/faults/port.ts';
import { named, needPhp, type Php, phpServer } from './which-php.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface Row {
  id?: number;
  domain?: string;
  password?: string;
  packageid?: number;
  configoptions?: unknown;
  customfields?: unknown;
}
export type State = Record<string, readonly Record<string, unknown>[]>;
export type Command = readonly [serviceId: number, name: string, given?: Record<string, unknown>];

export interface PhpWhmcs {
  origin: string;
  connect(key: string, panel?: string): Promise<void>;
  order(row: Row): Promise<{ id: number; answer: string }>;
  /** Rows of services that nobody has ordered from Hostwright yet; answers their numbers. */
  rows(rows: readonly Row[]): Promise<number[]>;
  /** One after another in one PHP process, as a cron does it. */
  commands(list: readonly Command[]): Promise<string[]>;
  cron(): Promise<{ usage: string }>;
  /** As its API does it: by the same function, with the same hooks. */
  api(command: string, values: Readonly<Record<string, string>>): Promise<unknown>;
  hook(name: string, vars: Record<string, unknown>): Promise<unknown[]>;
  state(): Promise<State>;
  set(values: Record<string, unknown>): Promise<void>;
  clientArea(id: number): string;
  stop(): Promise<void>;
}
export interface PhpOptions {
  /** Where the panel is, as browsers and WHMCS reach it. */
  panel: string;
  products: readonly { slug: string; name: string }[];
  /** The name in the address bar: another site than the panel's. */
  host?: string;
  port?: number;
  /** This machine's own, unless another is named. */
  php?: Php;
}

const serverRow = (panel: string, key: string) => {
  const { hostname, port, protocol } = new URL(panel);
  return { id: 1, type: 'hostwright', disabled: 0, hostname, ipaddress: '', secure: protocol === 'https:' ? 'on' : '', port, accesshash: `${key}\r\n`, password: '' };
};

function database({ panel, products }: PhpOptions, origin: string): Record<string, unknown> {
  return {
    settings: { SystemURL: `${origin}/`, Version: '9.0.5-release.1' },
    tblservers: [serverRow(panel, '')],
    tblproducts: products.map(({ slug, name }, index) => ({ id: index + 1, name, servertype: 'hostwright', welcomeemail: 5, configoption1: slug, configoption2: 'When it is ready', configoption3: '', configoption4: 'Auto', configoption5: '' })),
    tblclients: [
      { id: 1, firstname: 'Rosa &amp; Ana', lastname: 'O&#039;Baker', companyname: '', email: 'rosa@example.com', country: 'DE', language: '' },
      { id: 2, firstname: 'Otto', lastname: 'Other', companyname: '', email: 'otto@example.com', country: 'DE', language: 'german' },
    ],
    tbladmins: [{ id: 1, username: 'mara', firstname: 'Mara', lastname: 'Staff', email: 'mara@brightwood.test' }],
    tblemailtemplates: [{ id: 5, type: 'product', name: 'Hosting Account Welcome Email' }, { id: 6, type: 'product', name: 'Service Suspension Notification' }],
    tblhosting: [],
  };
}

/** PHP says when it listens, on stderr. Fails with what it said instead. */
const listening = (child: ChildProcess, name: string): Promise<void> => new Promise((done, fail) => {
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
    if (!said.includes('started')) return;
    child.stderr?.off('data', hear).resume();
    done();
  };
  child.stderr?.on('data', hear);
  child.once('error', fail).once('close', (code) => fail(new Error(`${name} ended with ${code}: ${/^(\w*Error\b|.*Failed).*$/m.exec(said)?.[0] ?? said.trim()}.`)));
});

/** The folder of a WHMCS with the module in it, and what its PHP must find in the environment. */
export function layOut(options: PhpOptions, origin: string): { folder: string; env: Record<'STAND_IN_STATE' | 'STAND_IN_TOKEN' | 'STAND_IN_FOLDER', string> } {
  const folder = mkdtempSync(join(tmpdir(), 'hostwright-whmcs-'));
  cpSync(at('site'), folder, { recursive: true });
  cpSync(at('../../server/whmcs/module'), join(folder, 'modules/servers/hostwright'), { recursive: true });
  const env = { STAND_IN_FOLDER: folder, STAND_IN_STATE: join(folder, 'state.json'), STAND_IN_TOKEN: randomBytes(16).toString('hex') };
  writeFileSync(env.STAND_IN_STATE, JSON.stringify(database(options, origin)));
  return { folder, env };
}

export async function startPhpWhmcs(options: PhpOptions): Promise<PhpWhmcs> {
  const { php = 'native' } = options;
  if (php === 'native') await needPhp();
  const port = options.port ?? (await freePort());
  const origin = `http://${options.host ?? '127.0.0.1'}:${port}`;
  const { folder, env } = layOut(options, origin);
  const program = phpServer(php, port, join(folder, 'router.php'));
  const child = spawn(program.file, program.args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...program.env, ...env }, detached: true });
  const ended = new Promise<void>((done) => { child.once('exit', () => done()); });
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  await listening(child, named(php)).catch((error: unknown) => { remove(); throw error; });
  const ask = async (path: string, input: object = {}): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}/stand-in/${path}`, { method: 'POST', headers: { 'x-token': env.STAND_IN_TOKEN, 'content-type': 'application/json' }, body: JSON.stringify(input) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The stand-in WHMCS failed: ${text}`);
    return JSON.parse(text);
  };
  const set = async (values: Record<string, unknown>): Promise<void> => void (await ask('set', values));
  return {
    origin, set,
    connect: (key, panel = options.panel) => set({ tblservers: [serverRow(panel, key)] }),
    order: async (row) => (await ask('order', { row })) as { id: number; answer: string },
    rows: async (rows) => (await ask('rows', { rows })) as number[],
    commands: async (list) => (await ask('commands', { commands: list })) as string[],
    cron: async () => (await ask('cron')) as { usage: string },
    api: (command, values) => ask('api', { command, values }),
    hook: async (name, vars) => (await ask('hook', { name, vars })) as unknown[],
    state: async () => (await ask('state')) as State,
    clientArea: (id) => `${origin}/clientarea.php?action=productdetails&id=${id}`,
    // Its workers are children of its own: the whole group ends.
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
      await ended;
      remove();
    },
  };
}
