import type { Panel } from '#server/core/panel.ts';
import { backups } from './backup.ts';
import { certificates } from './certificate.ts';
import { cron } from './cron.ts';
import { databases } from './database.ts';
import { zones } from './dns.ts';
import { type Run, shellOver } from './exec.ts';
import { fileKeys } from './file-key.ts';
import { ftp } from './ftp.ts';
import { leftovers } from './leftover.ts';
import { mailDomains } from './mail.ts';
import { mailAccounts } from './mail-account.ts';
import { mailboxes } from './mailbox.ts';
import { node } from './node.ts';
import { packages } from './package.ts';
import { zoneRecords } from './record.ts';
import { users } from './user.ts';
import { visitors } from './visitor.ts';
import { webDomains } from './web.ts';

/**
 * HestiaCP on one node, which `run` reaches (it throws `Unreachable`). `sudo`: the SSH user is not root and has the
 * sudoers line of `sudoers.ts`.
 */
export function hestia(run: Run, options: { sudo?: boolean } = {}): Panel {
  const shell = shellOver(run, options);
  return {
    node: node(shell),
    packages: packages(shell),
    users: users(shell),
    backups: backups(shell),
    databases: databases(shell),
    fileKeys: fileKeys(shell),
    ftp: ftp(shell),
    cron: cron(shell),
    visitors: visitors(shell),
    webDomains: webDomains(shell),
    leftovers: leftovers(shell),
    mailDomains: mailDomains(shell),
    certificates: certificates(shell),
    zones: zones(shell),
    mailAccounts: mailAccounts(shell),
    mailboxes: mailboxes(shell),
    zoneRecords: zoneRecords(shell),
  };
}
