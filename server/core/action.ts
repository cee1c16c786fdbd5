/** The one list of actions. An action's name is the step, the row's `action` and the key of its words. */
import type { Role } from './names.ts';

/** What is done in the WHMCS of a service, beside its operations. */
export const callBackActions = ['whmcs.updateProduct', 'whmcs.sendMail', 'whmcs.logActivity', 'whmcs.notify', 'whmcs.bringTicket'] as const;
export type CallBackAction = (typeof callBackActions)[number];

export const actions = [
  'web.addPackage', 'web.addUser', 'web.addDomain', 'web.applySettings',
  'web.suspendUser', 'web.unsuspendUser', 'web.changePackage', 'web.changePassword', 'web.removeUser', 'web.emptyDomain', 'web.removeDatabases',
  'web.addDatabase', 'web.changeDatabase', 'web.removeDatabase', 'web.addFtp', 'web.changeFtp', 'web.removeFtp', 'web.addCron', 'web.changeCron', 'web.removeCron', 'web.addVisitor', 'web.changeVisitor', 'web.removeVisitor', 'web.backupDelete', 'web.restoreSite', 'web.restoreDatabase', 'web.addFileKey',
  'mail.addPackage', 'mail.addUser', 'mail.addDomain', 'mail.applySettings',
  'mail.suspendUser', 'mail.unsuspendUser', 'mail.changePackage', 'mail.changePassword', 'mail.removeUser', 'mail.emptyDomain',
  'mail.addMailbox', 'mail.changeMailbox', 'mail.removeMailbox', 'mail.backupDelete', 'mail.restoreMailbox',
  'web.backupCreate', 'web.cleanUpUser', 'web.cleanUpDomain', 'mail.backupCreate', 'mail.cleanUpUser',
  'mail.addAccount', 'mail.suspendAccount', 'mail.unsuspendAccount', 'mail.changeAccountQuota', 'mail.changeAccountPassword', 'mail.removeAccount',
  'dns.addPackage', 'dns.addUser', 'dns.addZone', 'dns.syncRecords',
  'dns.suspendUser', 'dns.unsuspendUser', 'dns.changePackage', 'dns.changePassword', 'dns.removeUser', 'dns.cleanUpUser',
  'dns.addRecord', 'dns.removeRecord',
  'web.issueCertificate', 'web.setCertificate', 'web.removeCertificate', 'mail.issueCertificate', 'mail.setCertificate', 'mail.removeCertificate',
  'service.seedAutoSsl', 'service.activate', 'service.close',
  'server.recomputeUser',
  ...callBackActions,
] as const;
export type Action = (typeof actions)[number];
/** What a step does, on a node or in our own books. */
export type StepAction = Exclude<Action, CallBackAction>;
export const isCallBack = (action: Action): action is CallBackAction => (callBackActions as readonly Action[]).includes(action);

/** The parts of a service that a customer watches being built side by side; `finish` is counted but has no lane. */
export const lanes = ['website', 'email', 'domain', 'certificate'] as const;
export type Lane = (typeof lanes)[number] | 'finish';
export const laneWords: Record<Lane, { title: string; ready: string; failed: string }> = {
  website: { title: 'Website', ready: 'Ready', failed: 'Setting up your website did not work' },
  email: { title: 'Email', ready: 'Ready', failed: 'Setting up email did not work' },
  domain: { title: 'Domain names', ready: 'Ready', failed: 'Publishing your domain did not work' },
  certificate: { title: 'Certificate', ready: 'Starts when your domain points here', failed: 'Preparing your certificate did not work' },
  finish: { title: 'Finish', ready: 'Ready', failed: 'Finishing the set-up did not work' },
};

/** `doing` is what a customer reads while it happens; `seconds` is what it usually takes before there is history. */
export interface ActionFacts {
  role: Role | 'service' | 'server' | 'whmcs';
  lane: Lane;
  doing: string;
  seconds: number;
}

export const actionFacts: Record<Action, ActionFacts> = {
  'web.addPackage': { role: 'web', lane: 'website', doing: 'Configuring web plan', seconds: 0.5 },
  'web.addUser': { role: 'web', lane: 'website', doing: 'Setting up web account', seconds: 1 },
  'web.addDomain': { role: 'web', lane: 'website', doing: 'Configuring web hosting', seconds: 2.5 },
  'web.applySettings': { role: 'web', lane: 'website', doing: 'Applying website settings', seconds: 1.5 },
  'web.suspendUser': { role: 'web', lane: 'website', doing: 'Suspending your website', seconds: 1.5 },
  'web.unsuspendUser': { role: 'web', lane: 'website', doing: 'Switching your website on again', seconds: 1.5 },
  'web.changePackage': { role: 'web', lane: 'website', doing: 'Applying your new web plan', seconds: 0.5 },
  'web.changePassword': { role: 'web', lane: 'website', doing: 'Setting your new web password', seconds: 0.4 },
  'web.removeUser': { role: 'web', lane: 'website', doing: 'Removing your website', seconds: 3.5 },
  'web.emptyDomain': { role: 'web', lane: 'website', doing: 'Emptying your website', seconds: 1 },
  'web.removeDatabases': { role: 'web', lane: 'website', doing: 'Removing your databases', seconds: 1 },
  'web.addDatabase': { role: 'web', lane: 'website', doing: 'Creating your database', seconds: 0.6 },
  'web.changeDatabase': { role: 'web', lane: 'website', doing: 'Changing your database', seconds: 0.6 },
  'web.removeDatabase': { role: 'web', lane: 'website', doing: 'Removing your database', seconds: 0.6 },
  'web.addFtp': { role: 'web', lane: 'website', doing: 'Creating your FTP account', seconds: 0.9 },
  'web.changeFtp': { role: 'web', lane: 'website', doing: 'Changing your FTP account', seconds: 0.9 },
  'web.removeFtp': { role: 'web', lane: 'website', doing: 'Removing your FTP account', seconds: 0.9 },
  'web.addCron': { role: 'web', lane: 'website', doing: 'Creating your scheduled job', seconds: 0.5 },
  'web.changeCron': { role: 'web', lane: 'website', doing: 'Changing your scheduled job', seconds: 0.5 },
  'web.removeCron': { role: 'web', lane: 'website', doing: 'Removing your scheduled job', seconds: 0.5 },
  'web.addVisitor': { role: 'web', lane: 'website', doing: 'Protecting your website', seconds: 0.9 },
  'web.changeVisitor': { role: 'web', lane: 'website', doing: 'Changing a password of your website', seconds: 0.5 },
  'web.removeVisitor': { role: 'web', lane: 'website', doing: 'Removing a password of your website', seconds: 0.9 },
  'web.backupCreate': { role: 'web', lane: 'website', doing: 'Making a backup of your website', seconds: 30 },
  'web.backupDelete': { role: 'web', lane: 'website', doing: 'Deleting your backup', seconds: 0.5 },
  'web.restoreSite': { role: 'web', lane: 'website', doing: 'Restoring your website', seconds: 60 },
  'web.restoreDatabase': { role: 'web', lane: 'website', doing: 'Restoring your database', seconds: 30 },
  'web.addFileKey': { role: 'web', lane: 'website', doing: 'Opening your files', seconds: 0.5 },
  'web.cleanUpUser': { role: 'web', lane: 'website', doing: 'Clearing up for your website', seconds: 1 },
  'web.cleanUpDomain': { role: 'web', lane: 'website', doing: 'Clearing up for your website', seconds: 1 },
  'mail.addPackage': { role: 'mail', lane: 'email', doing: 'Configuring email plan', seconds: 0.5 },
  'mail.addUser': { role: 'mail', lane: 'email', doing: 'Setting up email account', seconds: 1 },
  'mail.addDomain': { role: 'mail', lane: 'email', doing: 'Creating your mailbox domain', seconds: 2 },
  'mail.applySettings': { role: 'mail', lane: 'email', doing: 'Applying mail settings', seconds: 0.5 },
  'mail.suspendUser': { role: 'mail', lane: 'email', doing: 'Suspending your email', seconds: 1.5 },
  'mail.unsuspendUser': { role: 'mail', lane: 'email', doing: 'Switching your email on again', seconds: 1.5 },
  'mail.changePackage': { role: 'mail', lane: 'email', doing: 'Applying your new email plan', seconds: 0.5 },
  'mail.changePassword': { role: 'mail', lane: 'email', doing: 'Setting your new email password', seconds: 0.4 },
  'mail.removeUser': { role: 'mail', lane: 'email', doing: 'Removing your email', seconds: 3.5 },
  'mail.emptyDomain': { role: 'mail', lane: 'email', doing: 'Emptying your mailboxes', seconds: 1 },
  'mail.addMailbox': { role: 'mail', lane: 'email', doing: 'Creating your mailbox', seconds: 0.6 },
  'mail.changeMailbox': { role: 'mail', lane: 'email', doing: 'Changing your mailbox', seconds: 0.6 },
  'mail.removeMailbox': { role: 'mail', lane: 'email', doing: 'Removing your mailbox', seconds: 0.4 },
  'mail.backupCreate': { role: 'mail', lane: 'email', doing: 'Making a backup of your email', seconds: 30 },
  'mail.backupDelete': { role: 'mail', lane: 'email', doing: 'Deleting your backup', seconds: 0.5 },
  'mail.restoreMailbox': { role: 'mail', lane: 'email', doing: 'Restoring your mailbox', seconds: 30 },
  'mail.cleanUpUser': { role: 'mail', lane: 'email', doing: 'Clearing up for your email', seconds: 1 },
  'mail.addAccount': { role: 'mail', lane: 'email', doing: 'Creating mailbox', seconds: 0.5 },
  'mail.suspendAccount': { role: 'mail', lane: 'email', doing: 'Suspending your mailbox', seconds: 0.3 },
  'mail.unsuspendAccount': { role: 'mail', lane: 'email', doing: 'Switching your mailbox on again', seconds: 0.3 },
  'mail.changeAccountQuota': { role: 'mail', lane: 'email', doing: 'Applying your new mailbox size', seconds: 0.4 },
  'mail.changeAccountPassword': { role: 'mail', lane: 'email', doing: 'Setting your new mailbox password', seconds: 0.4 },
  'mail.removeAccount': { role: 'mail', lane: 'email', doing: 'Removing your mailbox', seconds: 0.4 },
  'dns.addPackage': { role: 'dns', lane: 'domain', doing: 'Configuring domain plan', seconds: 0.5 },
  'dns.addUser': { role: 'dns', lane: 'domain', doing: 'Setting up domain account', seconds: 1 },
  'dns.addZone': { role: 'dns', lane: 'domain', doing: 'Creating your zone', seconds: 7 },
  'dns.syncRecords': { role: 'dns', lane: 'domain', doing: 'Publishing your zone', seconds: 8 },
  'dns.suspendUser': { role: 'dns', lane: 'domain', doing: 'Suspending your domain', seconds: 1.5 },
  'dns.unsuspendUser': { role: 'dns', lane: 'domain', doing: 'Publishing your domain again', seconds: 1.5 },
  'dns.changePackage': { role: 'dns', lane: 'domain', doing: 'Applying your new domain plan', seconds: 0.5 },
  'dns.changePassword': { role: 'dns', lane: 'domain', doing: 'Setting your new domain password', seconds: 0.4 },
  'dns.removeUser': { role: 'dns', lane: 'domain', doing: 'Removing your domain', seconds: 3.5 },
  'dns.cleanUpUser': { role: 'dns', lane: 'domain', doing: 'Clearing up for your domain', seconds: 1 },
  'dns.addRecord': { role: 'dns', lane: 'domain', doing: 'Publishing your name', seconds: 8 },
  'dns.removeRecord': { role: 'dns', lane: 'domain', doing: 'Removing your name', seconds: 8 },
  'web.issueCertificate': { role: 'web', lane: 'certificate', doing: 'Installing SSL certificate', seconds: 30 },
  'web.setCertificate': { role: 'web', lane: 'certificate', doing: 'Installing your certificate', seconds: 2 },
  'web.removeCertificate': { role: 'web', lane: 'certificate', doing: 'Removing your certificate', seconds: 2 },
  'mail.issueCertificate': { role: 'mail', lane: 'certificate', doing: 'Getting a certificate for your email', seconds: 30 },
  'mail.setCertificate': { role: 'mail', lane: 'certificate', doing: 'Installing your email certificate', seconds: 1 },
  'mail.removeCertificate': { role: 'mail', lane: 'certificate', doing: 'Removing your email certificate', seconds: 1 },
  'service.seedAutoSsl': { role: 'service', lane: 'certificate', doing: 'Preparing your certificate', seconds: 0.1 },
  'service.activate': { role: 'service', lane: 'finish', doing: 'Finishing', seconds: 0.1 },
  'server.recomputeUser': { role: 'server', lane: 'finish', doing: 'Counting what you use', seconds: 1 },
  'service.close': { role: 'service', lane: 'finish', doing: 'Closing', seconds: 0.1 },
  // No customer sees a call-back: it stands in no operation.
  'whmcs.updateProduct': { role: 'whmcs', lane: 'finish', doing: 'Finishing', seconds: 0.3 },
  'whmcs.sendMail': { role: 'whmcs', lane: 'finish', doing: 'Finishing', seconds: 1 },
  'whmcs.logActivity': { role: 'whmcs', lane: 'finish', doing: 'Finishing', seconds: 0.3 },
  'whmcs.notify': { role: 'whmcs', lane: 'finish', doing: 'Finishing', seconds: 0.5 },
  'whmcs.bringTicket': { role: 'whmcs', lane: 'finish', doing: 'Finishing', seconds: 1 },
};

/** What clears away the half that an interrupted step left; null where the panel can do that itself. */
export function cleanUpOf(action: Action): StepAction | null {
  switch (action) {
    case 'web.addUser':
      return 'web.cleanUpUser';
    case 'mail.addUser':
      return 'mail.cleanUpUser';
    case 'dns.addUser':
      return 'dns.cleanUpUser';
    case 'web.addDomain':
      return 'web.cleanUpDomain';
    default:
      return null;
  }
}

/** What makes a service's copy on one of its nameservers. */
export const copyActions = ['dns.removeUser', 'dns.addPackage', 'dns.addUser', 'dns.addZone', 'dns.syncRecords', 'dns.addRecord'] as const satisfies readonly Action[];

/** What makes a service's parts on its nodes; each looks first, and may be done again at any time. */
export const buildActions = [
  'web.addPackage', 'web.addUser', 'web.addDomain', 'web.applySettings', 'mail.addPackage', 'mail.addUser', 'mail.addDomain', 'mail.addAccount', ...copyActions,
] as const satisfies readonly Action[];

/** What brings a part of a backup back. They are about the backup as an item, and do nothing to it. */
export const restoreActions = ['web.restoreSite', 'web.restoreDatabase', 'mail.restoreMailbox'] as const satisfies readonly Action[];
export type RestoreAction = (typeof restoreActions)[number];
export const isRestore = (action: Action): action is RestoreAction => (restoreActions as readonly Action[]).includes(action);

/** Our own word that a service is live or gone: it can't be done by hand, and so not be skipped. */
export const isClosing = (action: Action): boolean => action === 'service.activate' || action === 'service.close';

export const isAction = (value: string): value is Action => (actions as readonly string[]).includes(value);
