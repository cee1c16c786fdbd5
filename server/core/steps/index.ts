/** Every action has its step: a missing or misspelt one does not compile. */
import type { StepAction } from '../action.ts';
import type { ItemKind } from '../items/item.ts';
import * as account from './account.ts';
import { createBackup, deleteBackup, restoreDatabase, restoreMailbox, restoreSite } from './backup.ts';
import { cleanUpDomain, cleanUpUser } from './leftover.ts';
import * as certificate from './certificate.ts';
import { cron } from './cron.ts';
import { database } from './database.ts';
import * as dns from './dns.ts';
import { addFileKey } from './file-key.ts';
import { ftp } from './ftp.ts';
import * as mail from './mail.ts';
import { mailbox as ownMailbox } from './mail-account.ts';
import * as mailbox from './mailbox.ts';
import * as record from './record.ts';
import * as server from './server.ts';
import * as service from './service.ts';
import { applySettings } from './site.ts';
import type { Step } from './step.ts';
import { visitor } from './visitor.ts';
import * as web from './web.ts';

export const steps: Record<StepAction, Step> = {
  'web.addPackage': account.addPackage('web'),
  'web.addUser': account.addUser('web'),
  'web.addDomain': web.addDomain,
  'web.applySettings': applySettings,
  'web.suspendUser': account.suspendUser('web'),
  'web.unsuspendUser': account.unsuspendUser('web'),
  'web.changePackage': account.changePackage('web'),
  'web.changePassword': account.changePassword('web'),
  'web.removeUser': account.removeUser('web'),
  'web.emptyDomain': web.emptyDomain,
  'web.removeDatabases': web.removeDatabases,
  'web.addDatabase': database.bring,
  'web.changeDatabase': database.bring,
  'web.removeDatabase': database.remove,
  'web.addFtp': ftp.bring,
  'web.changeFtp': ftp.bring,
  'web.removeFtp': ftp.remove,
  'web.addCron': cron.bring,
  'web.changeCron': cron.bring,
  'web.removeCron': cron.remove,
  'web.addVisitor': visitor.bring,
  'web.changeVisitor': visitor.bring,
  'web.removeVisitor': visitor.remove,
  'web.addFileKey': addFileKey,
  'web.cleanUpUser': cleanUpUser('web'),
  'web.cleanUpDomain': cleanUpDomain,
  'web.backupCreate': createBackup('web'),
  'web.backupDelete': deleteBackup('web'),
  'web.restoreSite': restoreSite,
  'web.restoreDatabase': restoreDatabase,
  'mail.addPackage': account.addPackage('mail'),
  'mail.addUser': account.addUser('mail'),
  'mail.addDomain': mail.addDomain,
  'mail.applySettings': mail.applySettings,
  'mail.suspendUser': account.suspendUser('mail'),
  'mail.unsuspendUser': account.unsuspendUser('mail'),
  'mail.changePackage': account.changePackage('mail'),
  'mail.changePassword': account.changePassword('mail'),
  'mail.removeUser': account.removeUser('mail'),
  'mail.emptyDomain': mail.emptyDomain,
  'mail.addMailbox': ownMailbox.bring,
  'mail.changeMailbox': ownMailbox.bring,
  'mail.removeMailbox': ownMailbox.remove,
  'mail.cleanUpUser': cleanUpUser('mail'),
  'mail.backupCreate': createBackup('mail'),
  'mail.backupDelete': deleteBackup('mail'),
  'mail.restoreMailbox': restoreMailbox,
  'mail.addAccount': mailbox.addAccount,
  'mail.suspendAccount': mailbox.suspendAccount,
  'mail.unsuspendAccount': mailbox.unsuspendAccount,
  'mail.changeAccountQuota': mailbox.changeAccountQuota,
  'mail.changeAccountPassword': mailbox.changeAccountPassword,
  'mail.removeAccount': mailbox.removeAccount,
  'dns.addPackage': account.addPackage('dns'),
  'dns.addUser': account.addUser('dns'),
  'dns.addZone': dns.addZone,
  'dns.syncRecords': dns.syncRecords,
  'dns.suspendUser': account.suspendUser('dns'),
  'dns.unsuspendUser': account.unsuspendUser('dns'),
  'dns.changePackage': account.changePackage('dns'),
  'dns.changePassword': account.changePassword('dns'),
  'dns.removeUser': account.removeUser('dns'),
  'dns.cleanUpUser': cleanUpUser('dns'),
  'dns.addRecord': record.addRecord,
  'dns.removeRecord': record.removeRecord,
  'web.issueCertificate': certificate.issueCertificate('web'),
  'web.setCertificate': certificate.setCertificate('web'),
  'web.removeCertificate': certificate.removeCertificate('web'),
  'mail.issueCertificate': certificate.issueCertificate('mail'),
  'mail.setCertificate': certificate.setCertificate('mail'),
  'mail.removeCertificate': certificate.removeCertificate('mail'),
  'service.seedAutoSsl': service.seedAutoSsl,
  'service.activate': service.activate,
  'service.close': service.close,
  'server.recomputeUser': server.recomputeUser,
};

/** A backup is as it was made; whether it is there its own look tells. */
const unseen: typeof cron.see = async () => null;
/** How an item of each kind is looked at. */
export const itemSights: Record<ItemKind, typeof cron.see> = { mailbox: ownMailbox.see, database: database.see, ftp: ftp.see, cron: cron.see, visitor: visitor.see, webBackup: unseen, mailBackup: unseen };
