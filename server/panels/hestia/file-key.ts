/**
 * A key of ours in a web account, and the jail that it opens. From the panel's own sources, and not seen on a node yet:
 * keys are listed by fingerprint with the last word of their line as id, nothing is listed where there is none, and a key
 * that can't be read is taken with exit 0 and left out; both commands refuse a suspended account.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FileKeyPanel } from '#server/core/file-panel.ts';
import { type Domain, type Login, login as loginGrammar } from '#server/core/names.ts';
import { Unreadable } from '#server/core/panel.ts';
import type { Command, Exit } from '#server/ssh/wire.ts';
import { jsonOf, nodeName, type Shell } from './exec.ts';

/** Where the account finds its website, inside its jail and outside of it. */
export const siteFolder = (login: Login, domain: Domain): string => `/home/${loginGrammar.parse(login)}/web/${nodeName(domain)}/public_html`;

export const SSHD_CONFIG: Command = { words: ['cat', '/etc/ssh/sshd_config'], changes: false, locks: [], deadline: 10, private: true };

/** Who is in a jail by sshd's configuration: they may do nothing but SFTP, below a root of their own. The panel keeps one block for all of them. */
function jailedIn(text: string): readonly string[] {
  const jailed: string[] = [];
  let block: { users: readonly string[]; rooted: boolean; forced: boolean } = { users: [], rooted: false, forced: false };
  for (const line of [...text.split('\n'), 'Match all']) {
    const [word = '', ...values] = line.trim().split(/\s+/);
    const value = values.join(' ');
    switch (word.toLowerCase()) {
      case 'match':
        if (block.rooted && block.forced) jailed.push(...block.users);
        block = { users: values.length === 2 && values[0]?.toLowerCase() === 'user' ? (values[1] ?? '').split(',') : [], rooted: false, forced: false };
        break;
      case 'chrootdirectory':
        block.rooted = value.startsWith('/') && value !== '/';
        break;
      case 'forcecommand':
        block.forced = /^internal-sftp(\s|$)/.test(value);
        break;
      default:
    }
  }
  return jailed;
}

export const readJail = (text: string, login: Login): boolean => jailedIn(text).includes(login);
/** The panel puts somebody into it who does not exist, so that the block is one before there is an account. */
export const hasJail = (text: string): boolean => jailedIn(text).length > 0;

const listed = z.record(z.string(), z.object({ KEY: z.string() }));

export function readKeys(exit: Exit): readonly string[] {
  if (exit.code === 0 && exit.stdout.trim() === '') return [];
  return Object.values(jsonOf('v-list-user-ssh-key', exit, listed) ?? {}).map(({ KEY }) => KEY);
}

/** `SHA256:…`, as ssh-keygen prints it. */
export function fingerprintOfKey(publicKey: string): string {
  const blob = publicKey.split(' ')[1] ?? '';
  return `SHA256:${createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64').replace(/=+$/, '')}`;
}

/** Before it comes near a node: the panel writes the line as it is. */
function keyLine(publicKey: string): string {
  if (!/^ssh-ed25519 [A-Za-z0-9+/=]{60,100} hostwright-files$/.test(publicKey)) throw new Error('A key for files does not look like one of ours');
  return publicKey;
}

export const fileKeys = (shell: Shell): FileKeyPanel['fileKeys'] => ({
  jailed: async (login) => {
    const exit = await shell.plain(SSHD_CONFIG);
    if (exit.code !== 0) throw new Unreadable('The configuration of sshd can not be read');
    return readJail(exit.stdout, login);
  },
  find: async (login, publicKey) => readKeys(await shell.read('v-list-user-ssh-key', [login, 'json'])).includes(fingerprintOfKey(publicKey)),
  add: (login, publicKey) => shell.change('v-add-user-ssh-key', login, [login, keyLine(publicKey)]),
});
