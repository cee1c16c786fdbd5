import type { Web } from '../world.ts';

/** Keys of the panel's list; what was never set is empty. */
export const settingFields = ({ redirect: to, force, hsts, cache: kept, docroot, visitors }: Web): Record<string, string> => ({
  SSL_FORCE: force === true ? 'yes' : 'no', SSL_HSTS: hsts === undefined ? '' : hsts ? 'yes' : 'no',
  FASTCGI_CACHE: kept === undefined ? '' : kept === '0s' ? 'no' : 'yes', FASTCGI_DURATION: kept ?? '',
  CUSTOM_DOCROOT: docroot ?? '', AUTH_USER: (visitors ?? []).map(({ user }) => user).join(':'),
  REDIRECT: to?.url ?? '', REDIRECT_CODE: to?.code ?? '',
});
