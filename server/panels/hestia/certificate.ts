/** Certificates of websites and of mail: two families of commands that differ in a word. */
import { X509Certificate } from 'node:crypto';
import * as z from 'zod';
import type { CertificateRole } from '#server/core/certificate.ts';
import { Unreadable, type InstalledCertificate, type Panel } from '#server/core/panel.ts';
import { DIR, type Exit } from '#server/ssh/wire.ts';
import type { ChangeName, ReadName } from './commands.ts';
import { jsonOf, nodeName, oneOf, type Shell } from './exec.ts';

const commands = {
  web: { list: 'v-list-web-domain-ssl', add: 'v-add-web-domain-ssl', update: 'v-update-web-domain-ssl', remove: 'v-delete-web-domain-ssl' },
  mail: { list: 'v-list-mail-domain-ssl', add: 'v-add-mail-domain-ssl', update: 'v-update-mail-domain-ssl', remove: 'v-delete-mail-domain-ssl' },
} as const satisfies Record<CertificateRole, { list: ReadName; add: ChangeName; update: ChangeName; remove: ChangeName }>;

const listed = z.object({ CRT: z.string() });

/** A domain without one is listed with empty fields, or not at all. */
export function readCertificate(command: string, exit: Exit, name: string): InstalledCertificate | null {
  const all = jsonOf(command, exit, z.record(z.string(), z.unknown()));
  if (all === null || Object.keys(all).length === 0) return null;
  const text = oneOf(command, exit, name, listed)?.CRT.trim() ?? '';
  if (text === '') return null;
  try {
    const parsed = new X509Certificate(text);
    return { fingerprint: parsed.fingerprint256, names: (parsed.subjectAltName ?? '').split(', ').filter((entry) => entry.startsWith('DNS:')).map((entry) => entry.slice(4).toLowerCase()) };
  } catch {
    throw new Unreadable(`${command} gives no certificate`);
  }
}

export const certificates = (shell: Shell): Panel['certificates'] => ({
  find: async (role, login, domain) => {
    const command = commands[role].list;
    return readCertificate(command, await shell.read(command, [login, nodeName(domain), 'json']), nodeName(domain));
  },
  issue: (role, login, domain, aliases) => {
    const name = nodeName(domain);
    // For mail the panel makes up its list of names by itself; the word must only not be empty, which no command of ours may be.
    const more = role === 'mail' ? [`webmail.${name}`, 'yes'] : aliases.length === 0 ? [] : [aliases.map(nodeName).join(',')];
    return shell.change('v-add-letsencrypt-domain', login, [login, name, ...more]);
  },
  set: (role, login, domain, { certificate, key, chain }, replaces) => {
    const name = nodeName(domain);
    const folder = [{ name: `${name}.crt`, text: certificate }, { name: `${name}.key`, text: key }, ...(chain === '' ? [] : [{ name: `${name}.ca`, text: chain }])];
    const { add, update } = commands[role];
    const home = role === 'web' && !replaces ? ['same', 'yes'] : ['yes'];
    return shell.change(replaces ? update : add, login, [login, name, DIR, ...home], folder);
  },
  remove: (role, login, domain) => shell.change(commands[role].remove, login, [login, nodeName(domain), 'yes']),
});
