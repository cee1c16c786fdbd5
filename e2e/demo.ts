/** The whole thing in one command: nodes, stand-in WHMCS, product, one Split order, followed in the terminal. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { currentOperation, progressOf } from '#server/core/progress.ts';
import { readConfig } from '#server/config.ts';
import { defaultTickets } from '#server/core/ticket.ts';
import { start, type Running } from '#server/main.ts';
import { FAULTS, type FaultName } from './simnode/faults.ts';
import { enrol, login, owner, sentence, splitProduct, startFleet, type Client, type SimFleet } from './stage.ts';
import { openShop, type Shop } from './whmcs/shop.ts';
import { type Php, phpsOf } from './whmcs/which-php.ts';

const faultNames = Object.keys(FAULTS) as FaultName[];

const usage = `npm run demo -- [options]

  --once         place the order without the web pages, print one JSON line when it is live, end
  --speed N      how slow the nodes are: 1 = a real node's own work, 0 = instant (default 1)
  --fault NAME   start with a fault on the mail node: ${faultNames.join(', ')}
  --php NAME     what runs the WHMCS module: native (this machine's PHP, installed by apt where this is root on Debian),
                 wasm (PHP as WebAssembly, from npm) or none (a stand-in for the module); default: the first that works
  --keep         keep the data folder
  --json         print the addresses, the WHMCS key and the login as one JSON line
  --port N       port of the panel (default 3000, with --once any free one)
`;

const { values } = parseArgs({
  options: { once: { type: 'boolean', default: false }, speed: { type: 'string', default: '1' }, fault: { type: 'string' }, php: { type: 'string' }, keep: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, port: { type: 'string' }, help: { type: 'boolean', default: false } },
});

type Ending = () => Promise<unknown> | void;
const endings: Ending[] = [];
let ending: Promise<void> | undefined;
const end = (): Promise<void> => (ending ??= (async () => { for (const one of endings.splice(0).reverse()) await one(); })());

const say = (text: string): void => {
  if (!values.json && !values.once) process.stdout.write(`${text}\n`);
};

interface Stage {
  running: Running;
  fleet: SimFleet;
  whmcs: Shop;
  staff: Client;
  key: string;
}

async function setUp(speed: number, phps: readonly Php[]): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-demo-'));
  // Run by root, Postgres is another user and must get in; what is secret inside has modes of its own.
  chmodSync(dir, 0o711);
  endings.push(() => { if (values.keep) say(`Data kept in ${dir}`); else rmSync(dir, { recursive: true, force: true }); });
  const fleet = await startFleet({ dir: join(dir, 'nodes'), speed });
  endings.push(fleet.stop);
  // Without the pages it is a worker with the API's door.
  const config = readConfig({ NODE_ENV: 'production', LOG_LEVEL: 'warn', VAR_DIR: resolve(dir, 'var'), PORT: values.port ?? (values.once ? '0' : '3000'), HOST: '127.0.0.1', HOSTWRIGHT_PAGES: values.once ? '0' : '1' });
  const running = await start(config);
  endings.push(running.stop);
  const staff = await owner(running.url, running.setupUrl);
  const { groupId } = await enrol(staff, fleet);
  const product = await splitProduct(staff, groupId);
  const whmcs = await openShop({ panel: running.url, product: { slug: product, name: 'Split Starter' }, phps });
  // Of the two the product first: what it is just telling WHMCS has somebody who hears it.
  endings.push(async () => { await running.stop(); await whmcs.stop(); });
  const { id, key } = await staff.instances.add.mutate({ name: 'Brightwood Hosting', origin: whmcs.origin });
  await whmcs.connect(key);
  await callBack(staff, whmcs, id);
  return { running, fleet, whmcs, staff, key };
}

/** What happens here is told back: fields, mails, log lines, and a ticket for each failure. */
async function callBack(staff: Client, whmcs: Shop, id: number): Promise<void> {
  const { identifier, secret } = whmcs.api.credentials;
  await staff.whmcs.saveApi.mutate({ id, url: whmcs.apiUrl, identifier, secret });
  await staff.whmcs.chooseDepartment.mutate({ id, department: '1' });
  await staff.settings.save.mutate({ key: 'tickets', value: { ...defaultTickets, on: true, email: 'hostwright@brightwood.test' } });
}

async function breakMail(fleet: SimFleet): Promise<void> {
  if (values.fault === undefined) return;
  const name = faultNames.find((known): known is FaultName => known === values.fault);
  if (name === undefined) throw new Error(`There is no fault ${values.fault}: choose one of ${faultNames.join(', ')}`);
  const mail = fleet.nodes.find((node) => node.name.startsWith('mail'));
  await mail?.control({ op: 'fault', name, match: 'v-add-mail-domain', times: 0 });
}

/** Follows the order until it is live or has failed; the engine pushes, this terminal only reads what was pushed. */
async function follow({ staff }: Stage, id: number): Promise<{ ok: boolean; steps: number; reason: string | null }> {
  let last = '';
  for (;;) {
    const { view } = await staff.services.byId.query({ id });
    const operation = currentOperation(view);
    if (operation !== null) {
      const at = progressOf(view, operation);
      const line = `${String(Math.floor(at.permille / 10)).padStart(3)} %  ${at.done} of ${at.total} steps · ${at.now}`;
      if (line !== last) say(line);
      last = line;
      const failed = view.tasks.find((task) => task.status === 'failed');
      if (operation.status === 'succeeded') return { ok: true, steps: at.total, reason: null };
      if (operation.status === 'failed') return { ok: false, steps: at.done, reason: failed === undefined ? 'The deployment failed' : `${failed.action}: ${failed.error?.message ?? ''}` };
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function main(): Promise<number> {
  const speed = Number(values.speed);
  if (!Number.isFinite(speed) || speed < 0) throw new Error('--speed must be a number from 0 on');
  const stage = await setUp(speed, phpsOf(values.php));
  await breakMail(stage.fleet);
  const started = performance.now();
  const order = await stage.whmcs.order('rosas-bakery.com');
  const { rows } = await stage.staff.services.list.query({ search: order.externalId, size: 10 });
  const service = rows.find((row) => row.externalId === order.externalId);
  if (service === undefined) throw new Error('The order was accepted, but its service is not there');
  const addresses = { clientArea: order.clientArea, whmcsAdmin: stage.whmcs.admin, told: stage.whmcs.told, dashboard: stage.running.url, api: `${stage.running.url}/api/trpc`, login, key: stage.key, service: service.id, lacks: stage.whmcs.lacks };
  if (values.json) process.stdout.write(`${JSON.stringify(addresses)}\n`);
  say(`\n  Client area  ${addresses.clientArea}\n  ${addresses.whmcsAdmin === null ? `Told back    ${addresses.told}` : `WHMCS admin  ${addresses.whmcsAdmin}   what it is told, mails and tickets too`}\n  Dashboard    ${addresses.dashboard}   ${login.email} / ${login.password}\n  API          ${addresses.api}   key ${stage.key}\n`);
  say('  Order fate-exit4.example.com in the client area to see a failure and its ticket.\n');
  if (stage.whmcs.lacks !== null) say(`  ${stage.whmcs.lacks}\n`);
  const result = await follow(stage, service.id);
  const seconds = Math.round((performance.now() - started) / 10) / 100;
  if (values.once) {
    process.stdout.write(`${JSON.stringify({ ok: result.ok, service: service.id, steps: result.steps, seconds, ...(result.reason !== null && { reason: result.reason }) })}\n`);
    return result.ok ? 0 : 1;
  }
  say(result.ok ? `\nLive after ${seconds} s. Ctrl-C ends the demo.` : `\nFailed: ${result.reason}. Look at it on the dashboard. Ctrl-C ends the demo.`);
  await new Promise<void>((done) => { endings.push(() => done()); });
  return 0;
}

if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end().then(() => process.exit(0)));
try {
  const code = await main();
  await end();
  process.exit(code);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  await end();
  process.exit(1);
}
