/** FTP accounts of a web domain: added by the bare name, called by the full one ever after. */
import { hashed, invalid, OK, passwordOf, refuse } from '../answers.ts';
import { count, type Spec, type Web } from '../world.ts';
import { edit, onDomain } from './domains.ts';

const LONGEST = 30;
type Ftp = NonNullable<Web['ftp']>[number];

/** Below the domain's own folder, as the panel resolves it. */
const inside = (path: string): boolean => !path.split('/').includes('..');

const add = onDomain('web', (target) => {
  const { world, user, domain, item, args } = target;
  const name = `${user.login}_${args[2] ?? ''}`;
  if (!/^[A-Za-z0-9_-]+$/.test(name) || name.length > LONGEST) return invalid('ftp_user', name);
  if (Object.values(user.web).some((web) => web.ftp?.some((one) => one.user === name) === true)) return refuse(4, `ftp user ${name} already exists`);
  const path = args[4] ?? '';
  if (!inside(path)) return refuse(2, 'absolute path /home is invalid');
  const password = hashed(passwordOf(world, args[3] ?? ''));
  return edit('web', target, 824, () => {
    item.ftp = [{ user: name, path, password }, ...(item.ftp ?? [])];
    count(world, 'created', 'ftp', `${name}@${domain}`);
    return OK;
  }, false);
});

const on = (ms: number, effect: 'changed' | 'deleted', apply: (list: Ftp[], one: Ftp, value: string) => Ftp[], fault: (value: string) => boolean = () => false) =>
  onDomain('web', (target) => {
    const { world, domain, item, args } = target;
    const name = args[2] ?? '';
    const one = item.ftp?.find((each) => each.user === name);
    if (one === undefined) return refuse(3, `ftp user ${name} doesn't exist`);
    if (fault(args[3] ?? '')) return refuse(2, 'absolute path /home is invalid');
    return edit('web', target, ms, () => {
      item.ftp = apply(item.ftp ?? [], one, args[3] ?? '');
      count(world, effect, 'ftp', `${name}@${domain}`);
      return OK;
    }, false);
  });

export const ftpCommands: Record<string, Spec> = {
  'v-add-web-domain-ftp': { usage: 'USER DOMAIN FTP_USER FTP_PASSWORD [FTP_PATH]', min: 4, changes: true, run: add },
  'v-change-web-domain-ftp-password': {
    usage: 'USER DOMAIN FTP_USER FTP_PASSWORD', min: 4, changes: true,
    run: (world, args) => on(801, 'changed', (list, one, value) => { one.password = hashed(passwordOf(world, value)); return list; })(world, args),
  },
  'v-change-web-domain-ftp-path': {
    usage: 'USER DOMAIN FTP_USER FTP_PATH', min: 4, changes: true, run: on(600, 'changed', (list, one, value) => { one.path = value === '/' ? '' : value; return list; }, (value) => !inside(value)),
  },
  'v-delete-web-domain-ftp': { usage: 'USER DOMAIN FTP_USER', min: 3, changes: true, run: on(921, 'deleted', (list, one) => list.filter((each) => each !== one)) },
};
