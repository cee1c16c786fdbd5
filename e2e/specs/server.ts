/** The whole stage as a program for the browser journeys: says where things are, and does what a test asks on stdin. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { staffSessions } from '#db/schema/index.ts';
import { readConfig } from '#server/config.ts';
import { start } from '#server/main.ts';
import { enrol, login, owner, sentence, splitProduct, startFleet } from '../stage.ts';
import { startPhpWhmcs } from '../whmcs/php.ts';
import { signTicket } from '../whmcs/ticket.ts';
import { startWhmcs } from '../whmcs/whmcs.ts';
import type { Answer, Asked, Signed } from './protocol.ts';

const { values } = parseArgs({ options: { speed: { type: 'string', default: '0.1' }, fresh: { type: 'boolean', default: false }, dev: { type: 'boolean', default: false }, php: { type: 'boolean', default: false } } });
const dir = mkdtempSync(join(tmpdir(), 'hostwright-journey-'));
chmodSync(dir, 0o711);
const fleet = await startFleet({ dir: join(dir, 'nodes'), speed: Number(values.speed) });
const running = await start(readConfig({ LOG_LEVEL: 'silent', VAR_DIR: join(dir, 'var'), PORT: '0', HOST: '127.0.0.1', HOSTWRIGHT_GALLERY: '1', DRAIN_SECONDS: '1', NODE_ENV: values.dev ? 'development' : 'production' }));
const whmcs = await startWhmcs({ panel: running.url, product: 'split-starter' });
const php = values.php ? await startPhpWhmcs({ panel: running.url, products: [{ slug: 'split-starter', name: 'Split Starter' }] }) : null;

/** The one that is framed last: with the module in it, what stands for it is another WHMCS. */
const signers: { key: string; origin: string }[] = [];

const tell = (answer: Answer): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

if (!values.fresh) {
  const staff = await owner(running.url, running.setupUrl);
  const { groupId } = await enrol(staff, fleet);
  await splitProduct(staff, groupId);
  const connected = async (name: string, origin: string): Promise<string> => {
    const { key } = await staff.instances.add.mutate({ name, origin });
    signers.push({ key, origin });
    return key;
  };
  whmcs.connect(await connected('Brightwood Hosting', whmcs.origin));
  if (php !== null) await php.connect(await connected('Brightwood in PHP', php.origin));
}

function sign({ serviceId, secondsAgo = 0, by, from }: Signed): string {
  const [key, origin] = [by, from].map((whose) => signers.at(whose === 'other' ? 0 : -1));
  if (key === undefined || origin === undefined) throw new Error('No WHMCS is connected');
  return signTicket({ key: key.key, origin: origin.origin, serviceId, at: Math.floor(Date.now() / 1000) - secondsAgo });
}

async function obey(asked: Asked): Promise<unknown> {
  switch (asked.do) {
    case 'order': {
      if (php !== null) {
        const { id, answer } = await php.order({ domain: asked.domain });
        return { status: answer === 'success' ? 200 : 400, serviceId: String(id), clientArea: php.clientArea(id), body: answer };
      }
      const order = await whmcs.create({ domain: asked.domain, ...asked.name });
      return { ...order, clientArea: whmcs.clientArea(order.serviceId) };
    }
    case 'connect':
      whmcs.connect(asked.key);
      return null;
    case 'forgetProofs':
      return (await running.api.db.update(staffSessions).set({ confirmedAt: new Date(0) })).rowCount;
    case 'ticket':
      return sign(asked);
    case 'control':
      return fleet.nodes.find((node) => node.name === asked.node)?.control(asked.op);
  }
}

async function stop(): Promise<void> {
  await whmcs.stop();
  await php?.stop();
  await running.stop();
  await fleet.stop();
  rmSync(dir, { recursive: true, force: true });
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { id, ...asked } = JSON.parse(line) as Asked & { id: number };
    obey(asked as Asked).then((result) => tell({ id, result }), (error: unknown) => tell({ id, error: sentence(error) }));
  })
  .on('close', () => void stop().then(() => process.exit(0)));

tell({ id: 0, result: { panel: running.url, whmcs: (php ?? whmcs).origin, setupUrl: running.setupUrl, login, key: fleet.key.privateKey.reveal(), nodes: fleet.nodes.map(({ name, port, fingerprint }) => ({ name, port, fingerprint })) } });
