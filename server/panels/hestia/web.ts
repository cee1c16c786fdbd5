import { z } from 'zod';
import type { Panel, WebDomainFacts } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { invalid } from './codes.ts';
import { nodeName, oneOf, wireName, yes, type Shell } from './exec.ts';

const listed = z.object({ IP: z.string(), ALIAS: z.string(), BACKEND: z.string(), SSL: yes, SUSPENDED: yes });

export function readWebDomain(exit: Exit, name: string): WebDomainFacts | null {
  const web = oneOf('v-list-web-domain', exit, name, listed);
  if (web === null) return null;
  const aliases = web.ALIAS.split(',').filter((alias) => alias !== '').map(wireName);
  return { ip: web.IP, aliases, backend: web.BACKEND, ssl: web.SSL, suspended: web.SUSPENDED };
}

/**
 * 000 = no answer; 404 and 421 = the name fell to another site; 502 and 504 = the site is there but nothing stands behind
 * it. Whatever else, a customer's own 500 or 503 included, is an answer of this site.
 */
const UNSERVED = new Set(['000', '404', '421', '502', '504']);

export const webDomains = (shell: Shell): Panel['webDomains'] => ({
  find: async (login, domain) => readWebDomain(await shell.read('v-list-web-domain', [login, nodeName(domain), 'json']), nodeName(domain)),
  add: (login, domain, ip) => shell.change('v-add-web-domain', login, [login, nodeName(domain), ip, 'yes']),
  setBackend: async (login, domain, template) => {
    if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(template)) return invalid('The name of the PHP template is not valid.');
    return shell.change('v-change-web-domain-backend-tpl', login, [login, nodeName(domain), template, 'yes']);
  },
  rebuild: (login, domain) => shell.change('v-rebuild-web-domain', login, [login, nodeName(domain), 'yes']),
  remove: (login, domain) => shell.change('v-delete-web-domain', login, [login, nodeName(domain), 'yes']),
  served: async (domain, ip) => {
    const words = ['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', '-H', `Host: ${domain}`, '--max-time', '5', `http://${ip}/`];
    const { stdout } = await shell.plain({ words, changes: false, locks: [], deadline: 10 });
    return /^[1-5]\d\d$/.test(stdout.trim()) && !UNSERVED.has(stdout.trim());
  },
});
