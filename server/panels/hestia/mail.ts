import * as z from 'zod';
import { Unreadable, type MailDomainFacts, type Panel } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { jsonOf, nodeName, oneOf, yes, type Shell } from './exec.ts';

const listed = z.object({ DKIM: yes, CATCHALL: z.string().default(''), SUSPENDED: yes });

export function readMailDomain(exit: Exit, name: string): MailDomainFacts | null {
  const mail = oneOf('v-list-mail-domain', exit, name, listed);
  return mail === null ? null : { dkim: mail.DKIM, catchAll: mail.CATCHALL === '' ? null : mail.CATCHALL.toLowerCase(), suspended: mail.SUSPENDED };
}

const dkimRecord = z.object({ 'mail._domainkey': z.object({ TXT: z.string() }) });
const NO_KEY = 'DKIM-SUPPORT-IS-NOT-ACTIVATED';

/** The value comes in quotes of either kind, and says in place of the key that there is none. */
export function readDkim(exit: Exit): string | null {
  const found = jsonOf('v-list-mail-domain-dkim-dns', exit, dkimRecord);
  const value = found?.['mail._domainkey'].TXT.replace(/["']/g, '').trim();
  if (value === undefined || value.includes(NO_KEY)) return null;
  if (!/^v=DKIM1;.*\bp=[A-Za-z0-9+/=]{20,};?$/.test(value)) throw new Unreadable('v-list-mail-domain-dkim-dns gives no DKIM record');
  return value;
}

export const mailDomains = (shell: Shell): Panel['mailDomains'] => ({
  find: async (login, domain) => readMailDomain(await shell.read('v-list-mail-domain', [login, nodeName(domain), 'json']), nodeName(domain)),
  add: (login, domain) => shell.change('v-add-mail-domain', login, [login, nodeName(domain)]),
  rebuild: (login, domain) => shell.change('v-rebuild-mail-domain', login, [login, nodeName(domain)]),
  remove: (login, domain) => shell.change('v-delete-mail-domain', login, [login, nodeName(domain)]),
  addCatchAll: (login, domain, address) => shell.change('v-add-mail-domain-catchall', login, [login, nodeName(domain), address]),
  removeCatchAll: (login, domain) => shell.change('v-delete-mail-domain-catchall', login, [login, nodeName(domain)]),
  dkim: async (login, domain) => readDkim(await shell.read('v-list-mail-domain-dkim-dns', [login, nodeName(domain), 'json'])),
});
