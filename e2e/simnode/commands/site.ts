/** What a website can be set to: where it sends visitors, HTTPS for all, the cache. */
import { OK, out, refuse } from '../answers.ts';
import type { Spec, Web } from '../world.ts';
import { edit, onDomain } from './domains.ts';
import { reloaded } from './web.ts';

type Put = (item: Web) => void;

/** Work on a domain that says nothing when all went well. `at`: the argument that holds RESTART. */
const setting = (ms: number, at: number, put: (args: readonly string[]) => Put, options: { secure?: true } = {}) =>
  onDomain('web', (target) => {
    if (options.secure === true && target.item.tls === undefined) return refuse(3, 'SSL is not enabled');
    return edit('web', target, ms, () => {
      put(target.args)(target.item);
      return reloaded(target.world, target.args[at], OK);
    });
  }, { restart: at });

const redirect = setting(780, 4, ([, , url = '', code = '']) => (item) => { item.redirect = { url, code }; });
const stay = setting(380, 2, () => (item) => { delete item.redirect; });
const flag = (key: 'force' | 'hsts', value: boolean) => setting(830, 2, () => (item) => { item[key] = value; }, { secure: true });

const DURATION = /^[0-9]+[sm]$/;
const cache = onDomain('web', (target) => {
  const duration = target.args[2] ?? '2m';
  if (!DURATION.test(duration)) return { ...out('Invalid duration\n'), exit: 2 };
  return edit('web', target, 430, () => {
    target.item.cache = duration;
    return reloaded(target.world, target.args[3], OK);
  });
}, { restart: 3 });
const noCache = setting(340, 2, () => (item) => { item.cache = '0s'; });

export const siteCommands: Record<string, Spec> = {
  'v-add-web-domain-redirect': { usage: 'USER DOMAIN REDIRECT HTTPCODE [RESTART]', min: 4, changes: true, run: redirect },
  'v-delete-web-domain-redirect': { usage: 'USER DOMAIN [RESTART]', min: 2, changes: true, run: stay },
  'v-add-web-domain-ssl-force': { usage: 'USER DOMAIN [RESTART] [QUIET]', min: 2, changes: true, run: flag('force', true) },
  'v-delete-web-domain-ssl-force': { usage: 'USER DOMAIN [RESTART] [QUIET]', min: 2, changes: true, run: flag('force', false) },
  'v-add-web-domain-ssl-hsts': { usage: 'USER DOMAIN [RESTART] [QUIET]', min: 2, changes: true, run: flag('hsts', true) },
  'v-delete-web-domain-ssl-hsts': { usage: 'USER DOMAIN [RESTART] [QUIET]', min: 2, changes: true, run: flag('hsts', false) },
  'v-add-fastcgi-cache': { usage: 'USER DOMAIN [DURATION] [RESTART]', min: 2, changes: true, run: cache },
  'v-delete-fastcgi-cache': { usage: 'USER DOMAIN [RESTART]', min: 2, changes: true, run: noCache },
};
