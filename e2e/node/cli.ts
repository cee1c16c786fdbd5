/** `npm run test:node`: the modes and the driver against a real HestiaCP node, on accounts that are made and removed for it. */
import { readFileSync, existsSync } from 'node:fs';
import { Secret } from '#server/core/secret.ts';
import { hestia } from '#server/panels/hestia/driver.ts';
import { makeLog } from '#server/log.ts';
import { fleetOf } from '#server/panels/fleet.ts';
import { sealer } from '#server/seal.ts';
import { SshPool } from '#server/ssh/pool.ts';
import { checkNode, type Line } from './check.ts';

const usage = `HESTIA_HOST=node.example HESTIA_KEY=~/.ssh/id_ed25519 npm run test:node

  HESTIA_HOST         address of the node
  HESTIA_PORT         SSH port, default 22
  HESTIA_USER         default root
  HESTIA_KEY          private key: a file, or the key itself
  HESTIA_FINGERPRINT  SHA256:… of its host key; without it the key that is shown now is taken, and printed

Makes accounts hwt…, runs every step of every mode on them, removes them. Nothing else on the node is touched, but its
web, mail and name servers are reloaded.
`;

const { HESTIA_HOST: host, HESTIA_PORT: port = '22', HESTIA_USER: user = 'root', HESTIA_KEY: key, HESTIA_FINGERPRINT: pinned } = process.env;

function printed({ service, step, ok, ms, words }: Line): void {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${service.padEnd(20)} ${step.padEnd(30)} ${(ms / 1000).toFixed(1).padStart(6)} s  ${words}\n`);
}

async function main(address: string, secret: string): Promise<number> {
  const pool = new SshPool({ connectTimeoutMs: 15_000, keepAliveMs: 10_000, maxChannels: 4 });
  const fleet = fleetOf(pool, sealer(new Secret('0'.repeat(32))));
  try {
    const fingerprint = pinned ?? (await fleet.fingerprint(address, Number(port)));
    process.stdout.write(`${address}:${port} has the host key ${fingerprint}\n`);
    const privateKey = new Secret(existsSync(secret) ? readFileSync(secret, 'utf8') : secret);
    const panel = hestia((command) => pool.run({ key: 'node/1', host: address, port: Number(port), user, privateKey, fingerprint }, command, { onLine: () => undefined, signal: undefined }), { sudo: user !== 'root' });
    const facts = await panel.node.probe();
    process.stdout.write(`${facts.panel} on ${facts.hostname}, ${facts.ipv4.join(', ')}\n\n`);
    const able = (['web', 'mail', 'dns'] as const).filter((role) => facts[role]);
    const lines: Line[] = [];
    const well = await checkNode({ panel, ipv4: facts.ipv4[0] ?? '127.0.0.1', hostname: facts.hostname }, able, (line) => {
      lines.push(line);
      printed(line);
    });
    process.stdout.write(`\n${lines.filter((line) => line.ok).length} passed, ${lines.filter((line) => !line.ok).length} failed\n`);
    return well ? 0 : 1;
  } finally {
    await pool.close();
  }
}

if (host === undefined || key === undefined) {
  process.stderr.write(usage);
  process.exit(2);
}
process.exit(await main(host, key).catch((error: unknown) => {
  makeLog('info', 'test:node').error(error instanceof Error ? error.message : String(error));
  return 1;
}));
