/** Where a website's pages are served from. */
import { NOISE, refuse } from '../answers.ts';
import type { Spec, Web } from '../world.ts';
import { edit, noSuch, onDomain } from './domains.ts';
import { reloaded } from './web.ts';

/** Made by somebody, or by the panel for an FTP account; without those above it there is none. */
const has = ({ folders = [], ftp = [] }: Web, folder: string): boolean =>
  folder === '' || [...folders, ...ftp.flatMap(({ path }) => (path.startsWith('/public_html/') ? [path.slice('/public_html'.length)] : []))].some((one) => one === folder || one.startsWith(`${folder}/`));

/** `.` and `..` resolved, as the panel does it; null for above the domain's own folder. */
function resolved(path: string): string | null {
  const parts: string[] = ['public_html'];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
    if (parts.length === 0) return null;
  }
  return parts.join('/');
}

const docroot = onDomain('web', (target) => {
  const { world, user, item, args: [, , wanted = '', directory = ''] } = target;
  if (item.suspended) return refuse(5, `web ${target.domain} is suspended`);
  const other = wanted === 'default' ? undefined : Object.hasOwn(user.web, wanted) ? user.web[wanted] : undefined;
  if (wanted !== 'default' && other === undefined) return noSuch('web', wanted);
  const own = `/home/${user.login}/web/${wanted}`;
  const path = resolved(directory);
  // What was set before is taken out of the line first, whatever comes of the rest.
  const forget = () => { delete item.docroot; };
  if (path === null) return { ms: 250, apply: () => { forget(); return refuse(10, 'target dir outside of target domain dir'); } };
  if (other !== undefined && !has(other, path.replace(/^public_html/, ''))) return { ms: 270, apply: () => { forget(); return refuse(3, `Directory ${directory} does not exist under ${own}/public_html/.`); } };
  return edit('web', target, 2_600, () => {
    forget();
    // The panel restarts within, and swallows what comes of it.
    if (other !== undefined) item.docroot = directory === '' ? `${own}/public_html/` : `${own}/${path}`;
    return { ...NOISE, stdout: reloaded(world, 'yes', NOISE).stdout };
  });
});

export const docrootCommands: Record<string, Spec> = {
  'v-change-web-domain-docroot': { usage: 'USER DOMAIN TARGET_DOMAIN [DIRECTORY]', min: 3, changes: true, run: docroot },
};
