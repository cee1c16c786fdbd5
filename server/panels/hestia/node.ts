import { isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod';
import { Unreadable, type NodeFacts, type Panel } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { answerOf } from './codes.ts';
import { jsonOf, lockOf, type Shell } from './exec.ts';
import { hasJail, SSHD_CONFIG } from './file-key.ts';
import { readClock, readDisk, readMemory, readStatus } from './status.ts';

const info = z.object({ sysinfo: z.object({ HOSTNAME: z.string(), HESTIA: z.string() }) });
const word = z.string().default('');
const config = z.object({ config: z.object({ WEB_SYSTEM: word, MAIL_SYSTEM: word, DNS_SYSTEM: word, WEBMAIL_SYSTEM: word, WEBMAIL_ALIAS: word }) });
const services = z.record(z.string(), z.object({ STATE: word }));

/** A node of one role lacks commands of the others: what it does not tell is empty. */
function known<T>(command: string, exit: Exit, schema: z.ZodType<T>): T | null {
  return exit.code === 0 ? jsonOf(command, exit, schema) : null;
}

export function readNode(from: { info: Exit; config: Exit; services: Exit; ips: Exit; templates: Exit; sshd: Exit }): NodeFacts {
  const about = jsonOf('v-list-sys-info', from.info, info);
  if (about === null) throw new Unreadable('v-list-sys-info does not know the node');
  const parts = known('v-list-sys-config', from.config, config)?.config;
  const ips = Object.keys(known('v-list-sys-ips', from.ips, z.record(z.string(), z.unknown())) ?? {});
  const units = Object.entries(known('v-list-sys-services', from.services, services) ?? {});
  const has = (system: string | undefined): boolean => system !== undefined && system !== '' && system !== 'no';
  return {
    panel: `HestiaCP ${about.sysinfo.HESTIA}`,
    hostname: about.sysinfo.HOSTNAME,
    ipv4: ips.filter(isIPv4),
    ipv6: ips.filter(isIPv6),
    phpTemplates: known('v-list-web-templates-backend', from.templates, z.array(z.string())) ?? [],
    services: units.map(([name, { STATE }]) => ({ name, running: STATE === 'running' })),
    web: has(parts?.WEB_SYSTEM),
    mail: has(parts?.MAIL_SYSTEM),
    dns: has(parts?.DNS_SYSTEM),
    webmail: has(parts?.WEBMAIL_SYSTEM) && has(parts?.WEBMAIL_ALIAS) ? (parts?.WEBMAIL_ALIAS ?? null) : null,
    sftpJail: from.sshd.code === 0 && hasJail(from.sshd.stdout),
  };
}

/** Seconds for a command that does nothing but hold the account's lock. */
const SETTLE = 5;
/** Seconds for a plain command that only looks. */
const LOOK = 10;

export const node = (shell: Shell): Panel['node'] => ({
  probe: async () => {
    const [about, settings, units, ips, templates, sshd] = await Promise.all([
      shell.read('v-list-sys-info', ['json']),
      shell.read('v-list-sys-config', ['json']),
      shell.read('v-list-sys-services', ['json']),
      shell.read('v-list-sys-ips', ['json']),
      shell.read('v-list-web-templates-backend', ['json']),
      shell.plain(SSHD_CONFIG),
    ]);
    return readNode({ info: about, config: settings, services: units, ips, templates, sshd });
  },
  status: async () => {
    // One after another: a look that nobody waits for takes one channel.
    const about = await shell.read('v-list-sys-info', ['json']);
    const units = await shell.read('v-list-sys-services', ['json']);
    const disk = await shell.plain({ words: ['df', '-Pk', '/home'], changes: false, locks: [], deadline: LOOK });
    const memory = await shell.plain({ words: ['cat', '/proc/meminfo'], changes: false, locks: [], deadline: LOOK });
    return { ...readStatus(about, units), disk: readDisk(disk), memory: readMemory(memory) };
  },
  clock: async () => readClock(await shell.plain({ words: ['date', '+%s%3N'], changes: false, locks: [], deadline: LOOK })),
  settle: async (account) => answerOf(await shell.plain({ words: ['true'], changes: true, locks: [lockOf(account)], deadline: SETTLE })),
});
