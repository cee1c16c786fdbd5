/** One simulated node by itself. Prints `{"port":…,"fingerprint":…}` when it is ready, and nothing else. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ASSUMED } from './assumed.ts';
import { FAULTS } from './faults.ts';
import { commandNames } from './registry.ts';
import { startSimNode } from './simnode.ts';
import type { NodeRole } from './world.ts';

const USAGE = `Runs one simulated HestiaCP node behind a real SSH server on 127.0.0.1.

  --dir DIR          state and host key of the node (made when absent)       [required]
  --key FILE         public keys that may log in, one a line, as authorized_keys  [required]
  --name NAME        default: node1
  --hostname NAME    default: node1.hestia.test
  --ipv4 ADDRESS     default: 203.0.113.10
  --port PORT        default: any free one
  --speed SHARE      0 = instant (default), 1 = as slow as the real node
  --user USER        default: root; any other needs "sudo -n" before its commands
  --roles LIST       of web,mail,dns; default: all
  --assumed          prints what no recording proves
  --help

SSH user "control" (same key) takes: simctl '{"op":"fault","name":"drop-after","match":"v-add-user","times":1}',
and the ops clear, state, effects, log, purge. A domain can carry its fate: fate-exit4.example.com.
`;

const table = (rows: readonly (readonly [string, string])[]): string => rows.map(([name, text]) => `  ${name.padEnd(14)} ${text}\n`).join('');

const ROLES: readonly NodeRole[] = ['web', 'mail', 'dns'];

const { values } = parseArgs({
  options: {
    dir: { type: 'string' }, key: { type: 'string' }, name: { type: 'string', default: 'node1' }, hostname: { type: 'string', default: 'node1.hestia.test' },
    ipv4: { type: 'string', default: '203.0.113.10' }, port: { type: 'string', default: '0' }, speed: { type: 'string', default: '0' },
    user: { type: 'string', default: 'root' }, roles: { type: 'string', default: 'web,mail,dns' }, assumed: { type: 'boolean' }, help: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  if (values.assumed === true) return void process.stdout.write(table(ASSUMED));
  if (values.help === true || values.dir === undefined || values.key === undefined) {
    process.stdout.write(`${USAGE}\nFaults:\n${table(Object.entries(FAULTS))}\nCommands: ${commandNames.join(' ')}\n\nAssumed, not recorded:\n${table(ASSUMED)}`);
    process.exitCode = values.help === true ? 0 : 2;
    return;
  }
  const wanted = values.roles.split(',');
  const node = await startSimNode({
    dir: values.dir, name: values.name, hostname: values.hostname, ipv4: values.ipv4, port: Number(values.port), speed: Number(values.speed), sshUser: values.user,
    authorizedKeys: readFileSync(values.key, 'utf8').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')),
    roles: ROLES.filter((role) => wanted.includes(role)),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void node.stop());
  process.stdout.write(`${JSON.stringify({ port: node.port, fingerprint: node.fingerprint })}\n`);
}

await main();
