/** The files of websites, each reached over a connection as their owner. */
import type { FileSpace } from '#server/core/file-panel.ts';
import type { Domain, Login } from '#server/core/names.ts';
import type { Secret } from '#server/core/secret.ts';
import type { SftpPool } from '#server/ssh/sftp.ts';
import { fileSpace } from './file-space.ts';
import type { Reachable } from './fleet.ts';
import { siteFolder } from './hestia/file-key.ts';

export interface FileOwner {
  /** Names its connection. */
  key: string;
  login: Login;
  domain: Domain;
  privateKey: Secret;
}
export type FilesOf = (node: Pick<Reachable, 'sshHost' | 'sshPort' | 'fingerprint'>, owner: FileOwner, signal: AbortSignal) => FileSpace;

export const filesOver = (pool: SftpPool): FilesOf => ({ sshHost, sshPort, fingerprint }, { key, login, domain, privateKey }, signal) =>
  fileSpace((work) => pool.use({ key: `${key}:${sshHost}:${sshPort}:${fingerprint}`, host: sshHost, port: sshPort, user: login, privateKey, fingerprint }, signal, work), siteFolder(login, domain));
