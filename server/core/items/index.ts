import { mailBackup, webBackup } from './backup.ts';
import { cron } from './cron.ts';
import { database } from './database.ts';
import { ftp } from './ftp.ts';
import type { ItemKind, ItemRules } from './item.ts';
import { mailbox } from './mailbox.ts';
import { visitor } from './visitor.ts';

/** Every kind of item; `db` and the rooms read their kinds here. */
export const itemKinds = ['mailbox', 'database', 'ftp', 'cron', 'visitor', 'webBackup', 'mailBackup'] as const satisfies readonly ItemKind[];
export const itemRules: { [K in ItemKind]: ItemRules<K> } = { mailbox, database, ftp, cron, visitor, webBackup, mailBackup };
