/** Every command that the node knows. */
import { archiveCommands, backupCommands } from './commands/backups.ts';
import { certificateCommands } from './commands/certificates.ts';
import { cronCommands } from './commands/cron.ts';
import { databaseCommands } from './commands/databases.ts';
import { dnsCommands } from './commands/dns.ts';
import { docrootCommands } from './commands/docroot.ts';
import { ftpCommands } from './commands/ftp.ts';
import { keyCommands } from './commands/keys.ts';
import { logCommands } from './commands/logs.ts';
import { mailCommands } from './commands/mail.ts';
import { packageCommands } from './commands/packages.ts';
import { siteCommands } from './commands/site.ts';
import { probes, rootCommands, systemCommands } from './commands/system.ts';
import { sshKeyCommands } from './commands/sshkeys.ts';
import { userCommands } from './commands/users.ts';
import { userListCommands } from './commands/userlists.ts';
import { visitorCommands } from './commands/visitors.ts';
import { webCommands } from './commands/web.ts';
import type { Spec } from './world.ts';

const all: Record<string, Spec> = {
  ...packageCommands, ...userCommands, ...userListCommands, ...webCommands, ...siteCommands, ...docrootCommands, ...visitorCommands, ...logCommands, ...mailCommands, ...dnsCommands, ...databaseCommands, ...ftpCommands,
  ...certificateCommands, ...cronCommands, ...systemCommands, ...probes,
  ...packageCommands, ...userCommands, ...userListCommands, ...webCommands, ...mailCommands, ...dnsCommands, ...databaseCommands,
  ...backupCommands, ...archiveCommands, ...certificateCommands, ...cronCommands, ...systemCommands, ...probes, ...rootCommands, ...keyCommands, ...sshKeyCommands,
};
const byName: ReadonlyMap<string, Spec> = new Map(Object.entries(all));

export const commandNames: readonly string[] = [...byName.keys()];
export const commandOf = (name: string): Spec | undefined => byName.get(name);
