/** Keys of accounts and the jail that they open, as the panel's own sources have it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activeOwner, listing, OK, out } from '../answers.ts';
import { save, type Answer, type Spec, type Step, type World } from '../world.ts';

/** Somebody whom nobody is stands first, so that there is a block. */
export const sshdConfig = (world: World): string => [
  'Port 22', 'PermitRootLogin yes', '#Subsystem sftp', 'Subsystem sftp internal-sftp',
  ...(world.jailed ? [' ', '# Hestia SFTP Chroot', `Match User ${['sftp_dummy99', ...world.store.all('users').keys()].join(',')}`, '    ChrootDirectory /srv/jail/%u', '    X11Forwarding no', '    AllowTCPForwarding no', '    ForceCommand internal-sftp -d /home/%u'] : []),
].map((line) => `${line}\n`).join('');

export function accountKeys(world: World, login: string): readonly string[] | null {
  const user = world.jailed && login !== 'admin' ? world.store.get('users', login) : undefined;
  return user?.stage === 'whole' && !user.suspended ? (user.keys ?? []) : null;
}

/** The folders of its websites are made when it is looked at; another account of the same name has others. */
export function jailOf(world: World, dir: string, login: string): string {
  const user = world.store.get('users', login);
  const jail = join(dir, 'jails', `${login}.${createHash('sha256').update(user?.rkey ?? '').digest('hex').slice(0, 12)}`);
  for (const domain of Object.keys(user?.web ?? {})) {
    const folder = join(jail, 'home', login, 'web', domain, 'public_html');
    if (existsSync(folder)) continue;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.html'), `<h1>${domain}</h1>\n`);
  }
  mkdirSync(jail, { recursive: true });
  return realpathSync(jail);
}

function add(world: World, [login, line = '']: readonly string[]): Step {
  const user = activeOwner(world, login);
  if ('exit' in user) return user;
  return { ms: 120, apply: () => {
    user.keys = [...(user.keys ?? []), line];
    save(world, user);
    return out('256 SHA256:simulated hostwright-files (ED25519)\n');
  } };
}

function list(world: World, [login]: readonly string[]): Answer {
  const user = activeOwner(world, login);
  if ('exit' in user) return user;
  if ((user.keys ?? []).length === 0) return OK;
  return listing((user.keys ?? []).map((line) => {
    const [, blob = '', id = ''] = line.split(' ');
    return [id, [['ID', id], ['KEY', `SHA256:${createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64').replace(/=+$/, '')}`]]];
  }));
}

function remove(world: World, [login, id = '']: readonly string[]): Step {
  const user = activeOwner(world, login);
  if ('exit' in user) return user;
  return { ms: 100, apply: () => {
    user.keys = (user.keys ?? []).filter((line) => !line.includes(id));
    save(world, user);
    return OK;
  } };
}

export const sshKeyCommands: Record<string, Spec> = {
  'v-delete-user-ssh-key': { usage: 'USER KEY', min: 2, changes: true, run: remove },
  'v-add-user-ssh-key': { usage: 'USER KEY', min: 2, changes: true, run: add },
  'v-list-user-ssh-key': { usage: 'USER [FORMAT]', min: 1, changes: false, run: list },
};
