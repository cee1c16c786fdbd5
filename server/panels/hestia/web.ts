import * as z from 'zod';
import type { Domain, Login } from '#server/core/names.ts';
import type { Answer, Panel } from '#server/core/panel.ts';
import { TEMPLATE } from '#server/core/site.ts';
import type { WebDomainFacts } from '#server/core/site-panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { invalid } from './codes.ts';
import { nodeName, oneOf, textOf, wireName, yes, type Shell } from './exec.ts';

/** Older panels do not list what was never set. */
const maybe = z.string().default('');
const listed = z.object({ IP: z.string(), ALIAS: z.string(), BACKEND: z.string(), SSL: yes, SUSPENDED: yes, SSL_FORCE: maybe, SSL_HSTS: maybe, FASTCGI_CACHE: maybe, REDIRECT: maybe, REDIRECT_CODE: maybe, CUSTOM_DOCROOT: maybe });

/** `/home/LOGIN/web/DOMAIN/public_html/shop` -> `/shop`; a path that leads elsewhere stays whole. */
function folderOf(path: string, name: string): string {
  const own = `/web/${name}/public_html`;
  const whole = path.replace(/\/+$/, '');
  const at = whole.indexOf(own);
  const rest = whole.slice(at + own.length);
  return whole === '' ? '' : at < 0 || (rest !== '' && !rest.startsWith('/')) ? whole : rest;
}

export function readWebDomain(exit: Exit, name: string): WebDomainFacts | null {
  const web = oneOf('v-list-web-domain', exit, name, listed);
  if (web === null) return null;
  const aliases = web.ALIAS.split(',').filter((alias) => alias !== '').map(wireName);
  const redirect = web.REDIRECT === '' ? null : { url: web.REDIRECT, code: Number.parseInt(web.REDIRECT_CODE, 10) || 0 };
  return { ip: web.IP, aliases, backend: web.BACKEND, folder: folderOf(web.CUSTOM_DOCROOT, name), ssl: web.SSL, redirect, forceHttps: web.SSL_FORCE === 'yes', hsts: web.SSL_HSTS === 'yes', cache: web.FASTCGI_CACHE === 'yes', suspended: web.SUSPENDED };
}

/**
 * 000 = no answer; 404 and 421 = the name fell to another site; 502 and 504 = the site is there but nothing stands behind
 * it. Whatever else, a customer's own 500 or 503 included, is an answer of this site.
 */
const UNSERVED = new Set(['000', '404', '421', '502', '504']);

/** How long a page is kept. */
const CACHE = '5m';

type OnOff = (login: Login, domain: Domain, on: boolean) => Promise<Answer>;
const switched = (shell: Shell, feature: 'web-domain-ssl-force' | 'web-domain-ssl-hsts' | 'fastcgi-cache', more: readonly string[] = []): OnOff => (login, domain, on) =>
  shell.change(on ? `v-add-${feature}` : `v-delete-${feature}`, login, [login, nodeName(domain), ...(on ? more : []), 'yes']);

export const webDomains = (shell: Shell): Panel['webDomains'] => ({
  find: async (login, domain) => readWebDomain(await shell.read('v-list-web-domain', [login, nodeName(domain), 'json']), nodeName(domain)),
  add: (login, domain, ip) => shell.change('v-add-web-domain', login, [login, nodeName(domain), ip, 'yes']),
  setBackend: async (login, domain, template) => {
    if (!TEMPLATE.test(template)) return invalid('The name of the PHP template is not valid.');
    return shell.change('v-change-web-domain-backend-tpl', login, [login, nodeName(domain), template, 'yes']);
  },
  setFolder: (login, domain, folder) => shell.change('v-change-web-domain-docroot', login, folder === '' ? [login, nodeName(domain), 'default'] : [login, nodeName(domain), nodeName(domain), folder]),
  addAlias: (login, domain, alias) => shell.change('v-add-web-domain-alias', login, [login, nodeName(domain), nodeName(alias), 'yes']),
  removeAlias: (login, domain, alias) => shell.change('v-delete-web-domain-alias', login, [login, nodeName(domain), nodeName(alias), 'yes']),
  setRedirect: (login, domain, redirect) => {
    const words = [login, nodeName(domain)];
    return redirect === null ? shell.change('v-delete-web-domain-redirect', login, [...words, 'yes']) : shell.change('v-add-web-domain-redirect', login, [...words, redirect.url, String(redirect.code), 'yes']);
  },
  setForceHttps: switched(shell, 'web-domain-ssl-force'),
  setHsts: switched(shell, 'web-domain-ssl-hsts'),
  setCache: switched(shell, 'fastcgi-cache', [CACHE]),
  suspend: (login, domain) => shell.change('v-suspend-web-domain', login, [login, nodeName(domain), 'yes']),
  unsuspend: (login, domain) => shell.change('v-unsuspend-web-domain', login, [login, nodeName(domain), 'yes']),
  log: async (login, domain, log, lines) => {
    const command = log === 'access' ? 'v-list-web-domain-accesslog' : 'v-list-web-domain-errorlog';
    const text = textOf(command, await shell.read(command, [login, nodeName(domain), String(lines), 'plain']));
    // An empty log is one empty line, and so is the end of any other.
    return text === null ? null : text === '\n' ? [] : text.replace(/\n$/, '').split('\n').slice(-lines);
  },
  rebuild: (login, domain) => shell.change('v-rebuild-web-domain', login, [login, nodeName(domain), 'yes']),
  remove: (login, domain) => shell.change('v-delete-web-domain', login, [login, nodeName(domain), 'yes']),
  served: async (domain, ip) => {
    const words = ['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', '-H', `Host: ${domain}`, '--max-time', '5', `http://${ip}/`];
    const { stdout } = await shell.plain({ words, changes: false, locks: [], deadline: 10 });
    return /^[1-5]\d\d$/.test(stdout.trim()) && !UNSERVED.has(stdout.trim());
  },
});
