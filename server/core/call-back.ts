/** What an event of a service means for its WHMCS: which call-backs it causes. They are tasks of their own. */
import type { CallBackAction } from './action.ts';
import { isBuild, type OperationKind, operationTitles, type OperationStatus } from './operation.ts';
import { withoutPaths } from './ticket.ts';

export const callBackKinds = ['product', 'mail', 'activity', 'notify', 'ticket'] as const;
export type CallBackKind = (typeof callBackKinds)[number];

export const actionOf: Readonly<Record<CallBackKind, CallBackAction>> = {
  product: 'whmcs.updateProduct', mail: 'whmcs.sendMail', activity: 'whmcs.logActivity', notify: 'whmcs.notify', ticket: 'whmcs.bringTicket',
};

/** An API role needs exactly these. */
export const roleActions = [
  'AddTicketNote', 'GetClientsProducts', 'GetEmails', 'GetSupportDepartments', 'GetTicket', 'GetTickets', 'LogActivity', 'OpenTicket', 'SendEmail', 'TriggerNotificationEvent', 'UpdateClientProduct', 'UpdateTicket', 'WhmcsDetails',
] as const;

/** Events of a service that its customer can get a mail of, each with the name of a product template of WHMCS. */
export const mailEvents = ['welcome', 'ready', 'failed', 'suspended', 'unsuspended', 'passwordChanged', 'certificateExpiring'] as const;
export type MailEvent = (typeof mailEvents)[number];

export interface CallBackSettings {
  /** The service in WHMCS gets its user name, address and nameservers. */
  product: boolean;
  /** Name of a product's custom field that gets our reference; empty: none. */
  referenceField: string;
  activity: boolean;
  /** Fires the host's own notification rules. */
  notify: boolean;
  /** Days that a WHMCS which does not answer is tried. */
  giveUpDays: number;
  /** Names of templates; empty: no mail. */
  mails: Readonly<Record<MailEvent, string>>;
}
export const defaultCallBacks: CallBackSettings = {
  product: true, referenceField: '', activity: true, notify: false, giveUpDays: 7,
  mails: { welcome: 'Hosting Account Welcome Email', ready: '', failed: '', suspended: '', unsuspended: '', passwordChanged: '', certificateExpiring: '' },
};

/** What is to be done, as it was known when it was written down. What can change until then is read when it is done. */
export type CallBackPayload =
  | { kind: 'product' }
  | { kind: 'mail'; event: MailEvent; template: string }
  | { kind: 'activity'; text: string }
  | { kind: 'notify'; title: string; text: string; status: string; good: boolean }
  | { kind: 'ticket'; ticketId: number };

export interface CallBackWish {
  /** With the service, its generation and the kind it makes the row's natural key. */
  event: string;
  payload: CallBackPayload;
}

export interface EndedOperation {
  id: number;
  kind: OperationKind;
  status: OperationStatus;
  number: number;
  /** The service's events are numbered: the one that tells of this end. */
  seq: number;
  domain: string;
  reference: string;
  /** A welcome was written down for this life of the service already. */
  welcomed: boolean;
  error: string | null;
}

const mailAfter: Partial<Record<OperationKind, MailEvent>> = { suspend: 'suspended', unsuspend: 'unsuspended', changePassword: 'passwordChanged' };

function mailEventOf({ kind, status, welcomed }: EndedOperation): MailEvent | null {
  if (status === 'failed') return isBuild(kind) ? 'failed' : null;
  if (status !== 'succeeded') return null;
  if (isBuild(kind)) return welcomed ? 'ready' : 'welcome';
  return mailAfter[kind] ?? null;
}

export function mailWish(event: MailEvent, settings: CallBackSettings, key: string): readonly CallBackWish[] {
  const template = settings.mails[event].trim();
  return template === '' ? [] : [{ event: key, payload: { kind: 'mail', event, template } }];
}

/** What the end of an operation causes. Of an edit nothing: the customer made it, and sees it. */
export function callBacksAfter(ended: EndedOperation, settings: CallBackSettings): readonly CallBackWish[] {
  if (ended.kind === 'change' || (ended.status !== 'succeeded' && ended.status !== 'failed')) return [];
  const good = ended.status === 'succeeded';
  const title = `${operationTitles[ended.kind]} #${ended.number} of ${ended.domain} ${good ? 'succeeded' : 'failed'}`;
  const text = `${title}${ended.error === null ? '' : `: ${withoutPaths(ended.error)}`} (Hostwright ${ended.reference})`;
  const key = `${ended.kind}:${ended.id}:${ended.seq}`;
  const event = mailEventOf(ended);
  return [
    ...((settings.product || settings.referenceField.trim() !== '') && good && isBuild(ended.kind) ? [{ event: key, payload: { kind: 'product' as const } }] : []),
    ...(event === null ? [] : mailWish(event, settings, event === 'welcome' ? 'welcome' : key)),
    ...(settings.activity ? [{ event: key, payload: { kind: 'activity' as const, text } }] : []),
    ...(settings.notify ? [{ event: key, payload: { kind: 'notify' as const, title, text, status: good ? 'Success' : 'Failed', good } }] : []),
  ];
}
