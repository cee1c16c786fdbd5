/**
 * The API of a WHMCS as its clients see it: form in, JSON out, numbers as texts, lists wrapped, and the ways in which it
 * fails. It keeps what it is told: mails, tickets, the activity log, fields of services.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ApiMail {
  id: number;
  clientId: string;
  serviceId: string;
  template: string;
  subject: string;
  message: string;
}
export interface ApiTicket {
  id: string;
  tid: string;
  department: string;
  subject: string;
  message: string;
  status: string;
  priority: string;
  /** Empty: nobody that it knows. */
  clientId: string;
  serviceId: string;
  from: string;
  notes: { id: string; message: string }[];
}
export interface ApiProduct {
  id: string;
  clientid: string;
  domain: string;
  status: string;
  username?: string;
  serverhostname?: string;
  dedicatedip?: string;
  ns1?: string;
  ns2?: string;
  customfields?: readonly { id: string; name: string; value: string }[];
}
type Fields = Readonly<Record<string, string>>;

/** `lost`: it is done, and the connection breaks off before the answer; `hangs`: the answer never comes. `twice`: a proxy delivers it two times; `twice-lost`: and no answer to either. */
export type ApiFault = 'down' | 'maintenance' | 'html' | 'empty' | 'slow' | 'hangs' | 'lost' | 'odd' | 'twice' | 'twice-lost' | 'redirect' | 'forbidden' | 'ip' | 'bad-json' | { error: string };
interface Rule {
  action: string | null;
  fault: ApiFault;
  left: number;
  happened: () => void;
}

export interface WhmcsApi {
  /** Newest last. */
  mails: ApiMail[];
  tickets: ApiTicket[];
  activity: { clientId: string; text: string }[];
  notifications: Fields[];
  products: Map<string, ApiProduct>;
  /** Every call that reached it, whatever came of it. */
  calls: { action: string; fields: Fields }[];
  credentials: { identifier: string; secret: string; accessKey: string | null };
  /** The next `times` calls of `action`, or of any, go wrong in this way. `happened` resolves at the first. */
  fail(fault: ApiFault, action?: string | null, times?: number): { happened: Promise<void> };
  heal(): void;
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

const templates: Readonly<Record<string, { subject: string; message: string }>> = {
  'Hosting Account Welcome Email': { subject: 'New Account Information', message: 'Your hosting {domain} is ready. User name: {username}' },
  'Suspended Notice': { subject: 'Service Suspension Notification', message: 'Your hosting {domain} is suspended.' },
  'Setup Trouble': { subject: 'About your order', message: 'Setting up {domain} takes longer than usual.' },
  'New Password': { subject: 'Your new password', message: 'The password of {domain} was changed.' },
};

interface Store extends Pick<WhmcsApi, 'mails' | 'tickets' | 'activity' | 'notifications' | 'products'> {
  next: number;
}
type Reply = Readonly<Record<string, unknown>>;
/** Of a map that PHP has serialised, the fields that the product has. */
function filledIn(fields: NonNullable<ApiProduct['customfields']>, given: string): NonNullable<ApiProduct['customfields']> {
  const values = new Map([...Buffer.from(given, 'base64').toString().matchAll(/i:(\d+);s:\d+:"([^"]*)";/g)].map(([, id, value]) => [id, value]));
  return fields.map((field) => ({ ...field, value: values.get(field.id) ?? field.value }));
}

const error = (message: string): Reply => ({ result: 'error', message });
const success = (more: Reply = {}): Reply => ({ result: 'success', ...more });

const fill = (text: string, product: ApiProduct): string => text.replaceAll('{domain}', product.domain).replaceAll('{username}', product.username ?? '');

function sendEmail({ mails, products }: Store, fields: Fields): Reply {
  const product = products.get(fields['id'] ?? '');
  const template = templates[fields['messagename'] ?? ''];
  if (template === undefined) return error('Email Template not found');
  if (product === undefined) return error('Sending Failed. Please see documentation.');
  mails.push({ id: mails.length + 1, clientId: product.clientid, serviceId: product.id, template: fields['messagename'] ?? '', subject: fill(template.subject, product), message: fill(template.message, product) });
  return success();
}

function openTicket(store: Store, fields: Fields): Reply {
  const { clientid = '', deptid = '', subject = '', message = '', name = '', email = '', priority = 'Low', serviceid = '' } = fields;
  if (deptid !== '1' && deptid !== '2') return error('Department ID not found');
  if (clientid === '' && (name === '' || email === '')) return error('Name and email address are required if not a client');
  if (subject === '' || message === '') return error('Subject is required');
  const id = String(store.next++);
  const ticket: ApiTicket = { id, tid: `${900_000 + Number(id)}`, department: deptid, subject, message, status: 'Open', priority, clientId: clientid, serviceId: serviceid, from: name, notes: [] };
  store.tickets.push(ticket);
  return success({ id, tid: ticket.tid, c: 'Xy7' });
}

const noTicket = error('Ticket ID Not Found');
const ticketOf = ({ tickets }: Store, { ticketid }: Fields): ApiTicket | undefined => tickets.find(({ id }) => id === ticketid);

function page<T>(all: readonly T[], { limitstart = '0', limitnum = '25' }: Fields): readonly T[] {
  return all.slice(Number(limitstart), Number(limitstart) + Number(limitnum));
}

const actions: Readonly<Record<string, (store: Store, fields: Fields) => Reply>> = {
  WhmcsDetails: () => success({ whmcs: { version: '9.0.5', canonicalversion: '9.0.5-release.1' } }),
  GetSupportDepartments: () => success({ totalresults: '2', departments: { department: [{ id: '1', name: 'Technical', awaitingreply: '0' }, { id: '2', name: 'Billing', awaitingreply: '3' }] } }),
  UpdateClientProduct({ products }, { serviceid = '', serviceusername, dedicatedip, ns1, ns2, customfields }) {
    const product = products.get(serviceid);
    if (product === undefined) return error('Service ID Not Found');
    products.set(serviceid, { ...product, ...(serviceusername !== undefined && { username: serviceusername }), ...(dedicatedip !== undefined && { dedicatedip }), ...(ns1 !== undefined && { ns1 }), ...(ns2 !== undefined && { ns2 }), ...(customfields !== undefined && { customfields: filledIn(product.customfields ?? [], customfields) }) });
    return success({ serviceid });
  },
  GetClientsProducts({ products }, fields) {
    const all = [...products.values()].filter(({ id }) => fields['serviceid'] === undefined || id === fields['serviceid']);
    const shown = page(all, fields);
    return success({ totalresults: String(all.length), startnumber: fields['limitstart'] ?? '0', numreturned: String(shown.length), products: shown.length === 0 ? '' : { product: shown.map((one) => ({ ...one, customfields: { customfield: one.customfields ?? [] }, password: 'canary-of-whmcs' })) } });
  },
  SendEmail: sendEmail,
  GetEmails({ mails }, fields) {
    const own = mails.filter(({ clientId }) => clientId === fields['clientid']).toReversed();
    return success({ totalresults: String(own.length), emails: { email: page(own, fields).map(({ id, subject, message }) => ({ id: String(id), subject, message })) } });
  },
  LogActivity({ activity }, { clientid = '', description = '' }) {
    activity.push({ clientId: clientid, text: description });
    return success();
  },
  TriggerNotificationEvent({ notifications }, fields) {
    notifications.push(fields);
    return success();
  },
  OpenTicket: openTicket,
  GetTickets({ tickets }, fields) {
    // Nearly matched: without regard to case, and one word is enough.
    const words = (fields['subject'] ?? '').toLowerCase().split(/\W+/).filter((word) => word.length > 1);
    const found = tickets.filter(({ subject }) => words.some((word) => subject.toLowerCase().includes(word)));
    return success({ totalresults: String(found.length), tickets: found.length === 0 ? [] : { ticket: found.map(({ notes: _, ...one }) => one) } });
  },
  GetTicket(store, fields) {
    const ticket = ticketOf(store, fields);
    return ticket === undefined ? noTicket : success({ ticketid: ticket.id, tid: ticket.tid, status: ticket.status, subject: ticket.subject, notes: { note: ticket.notes.map(({ id, message }) => ({ noteid: id, message })) } });
  },
  AddTicketNote(store, fields) {
    const ticket = ticketOf(store, fields);
    if (ticket === undefined) return noTicket;
    ticket.notes.push({ id: String(ticket.notes.length + 1), message: fields['message'] ?? '' });
    return success();
  },
  UpdateTicket(store, fields) {
    const ticket = ticketOf(store, fields);
    if (ticket === undefined) return noTicket;
    ticket.status = fields['status'] ?? ticket.status;
    return success({ ticketid: ticket.id });
  },
};

const json = (res: ServerResponse, body: unknown, status = 200): void => { res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)); };
const page503 = '<!doctype html><title>Maintenance</title><h1>Down for Maintenance (Err 3)</h1>';

/** Answers in the way of a fault that comes before anything is done; false: it is done first. */
function refuses(res: ServerResponse, fault: ApiFault): boolean {
  if (typeof fault === 'object') return json(res, error(fault.error)), true;
  switch (fault) {
    case 'down':
      return res.destroy(), true;
    case 'maintenance':
      return res.writeHead(503, { 'content-type': 'text/html' }).end(page503), true;
    case 'html':
      return res.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Just a moment…</title><script>challenge()</script></html>'), true;
    case 'empty':
      return res.writeHead(200).end(), true;
    case 'redirect':
      return res.writeHead(301, { location: 'https://elsewhere.example/includes/api.php' }).end(), true;
    case 'forbidden':
      return json(res, error('Access Denied: this API role does not permit the action'), 403), true;
    case 'ip':
      return json(res, error('Invalid IP 203.0.113.99'), 403), true;
    case 'bad-json':
      return res.writeHead(200, { 'content-type': 'application/json' }).end('{"result":"succ'), true;
    case 'slow':
      return true;
    default:
      return false;
  }
}

async function fieldsOf(req: IncomingMessage): Promise<Fields> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return Object.fromEntries(new URLSearchParams(text));
}

export function whmcsApi(): WhmcsApi {
  const store: Store = { mails: [], tickets: [], activity: [], notifications: [], products: new Map(), next: 1 };
  let rules: Rule[] = [];
  const credentials: WhmcsApi['credentials'] = { identifier: 'hostwright-api', secret: 'api-secret-canary', accessKey: null };
  const calls: WhmcsApi['calls'] = [];

  function known({ identifier, secret, accesskey }: Fields): boolean {
    return identifier === credentials.identifier && secret === credentials.secret && (credentials.accessKey === null || accesskey === credentials.accessKey);
  }
  return {
    ...store, calls, credentials,
    fail(fault, action = null, times = 1) {
      const { promise, resolve } = Promise.withResolvers<void>();
      rules.push({ fault, action, left: times, happened: resolve });
      return { happened: promise };
    },
    heal: () => { rules = []; },
    async handle(req, res) {
      const fields = await fieldsOf(req);
      const action = fields['action'] ?? '';
      calls.push({ action, fields });
      const rule = rules.find((one) => one.left > 0 && (one.action === null || one.action === action));
      if (rule !== undefined) rule.left--;
      if (rule !== undefined && refuses(res, rule.fault)) return;
      if (!known(fields)) return json(res, error('Authentication Failed'), 403);
      const does = actions[action];
      if (does === undefined) return json(res, error('Command Not Found'));
      const answer = does(store, fields);
      if (rule?.fault === 'twice' || rule?.fault === 'twice-lost') does(store, fields);
      if (rule !== undefined) rule.happened();
      if (rule?.fault === 'lost' || rule?.fault === 'twice-lost') res.destroy();
      // Done, and said in a way that nobody knows.
      else if (rule?.fault !== 'hangs') json(res, rule?.fault === 'odd' ? { result: 'success', emails: { email: [{ id: 'odd' }] }, id: ['odd'] } : answer);
    },
  };
}
