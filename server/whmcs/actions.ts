/** The actions of WHMCS that we call, each with what it takes and answers. Numbers come as texts, lists wrapped. */
import * as z from 'zod';
import { type Access, type Called, callApi, type Calling } from './client.ts';
import { phpFields } from './php.ts';

const text = z.union([z.string(), z.number()]).transform(String);
const optional = z.union([z.string(), z.number(), z.null()]).transform((value) => String(value ?? '')).default('');
const count = z.coerce.number().int().catch(0);
const nothing = z.unknown();

/** PHP writes an empty list as nothing, as an empty text or as an empty list. */
const list = <T>(name: string, of: z.ZodType<T>) => z.preprocess((raw) => {
  const inner = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>)[name] : raw;
  if (Array.isArray(inner)) return inner;
  return typeof inner === 'object' && inner !== null ? Object.values(inner) : [];
}, z.array(of));

const product = z.object({ id: text, clientid: optional, domain: optional, status: optional, serverhostname: optional, customfields: list('customfield', z.object({ id: text, name: optional, value: optional })).catch([]) });
export type WhmcsProduct = z.output<typeof product>;

export interface ServiceFields {
  username: string | null;
  ip: string | null;
  nameservers: readonly string[];
  /** By the number that each has in WHMCS. */
  customFields?: Readonly<Record<string, string>>;
}
export interface NewTicket {
  department: string;
  subject: string;
  message: string;
  priority: string;
  /** Whose it is: a client's, or from nobody that WHMCS knows. */
  from: { clientId: string; serviceId: string } | { name: string; email: string };
}

export const details = (access: Access, how?: Calling) =>
  callApi(access, 'WhmcsDetails', {}, z.object({ whmcs: z.object({ version: optional }).catch({ version: '' }) }), how);

export const departments = (access: Access, how?: Calling) =>
  callApi(access, 'GetSupportDepartments', { ignore_dept_assignments: 'true' }, z.object({ departments: list('department', z.object({ id: text, name: z.string() })) }), how);

/** Its core fields only: no module command is run by it. */
export const updateProduct = (access: Access, serviceId: string, { username, ip, nameservers, customFields }: ServiceFields, how?: Calling) =>
  callApi(access, 'UpdateClientProduct', { serviceid: serviceId, serviceusername: username ?? undefined, dedicatedip: ip ?? undefined, ns1: nameservers[0], ns2: nameservers[1], customfields: customFields === undefined || Object.keys(customFields).length === 0 ? undefined : phpFields(customFields) }, nothing, how);

export const products = (access: Access, { start, size, serviceId }: { start?: number; size?: number; serviceId?: string }, how?: Calling) =>
  callApi(access, 'GetClientsProducts', { limitstart: start, limitnum: size, serviceid: serviceId }, z.object({ totalresults: count, products: list('product', product) }), how);

export const sendEmail = (access: Access, template: string, serviceId: string, how?: Calling) =>
  callApi(access, 'SendEmail', { messagename: template, id: serviceId }, nothing, how);

/** The newest of a client's mails, newest first. */
export const emails = (access: Access, clientId: string, how?: Calling) =>
  callApi(access, 'GetEmails', { clientid: clientId, limitnum: 100 }, z.object({ totalresults: count, emails: list('email', z.object({ id: z.coerce.number().int(), subject: optional, message: optional })) }), how);

export const logActivity = (access: Access, description: string, clientId: string, how?: Calling) =>
  callApi(access, 'LogActivity', { description, clientid: clientId }, nothing, how);

export const notify = (access: Access, { title, message, url, status, good, attributes }: { title: string; message: string; url: string | null; status: string; good: boolean; attributes: Readonly<Record<string, string>> }, how?: Calling) => callApi(access, 'TriggerNotificationEvent', {
  notification_identifier: 'hostwright', title, message, url: url ?? undefined, status, statusStyle: good ? 'success' : 'danger',
  ...Object.fromEntries(Object.entries(attributes).flatMap(([label, value], at) => [[`attributes[${at}][label]`, label], [`attributes[${at}][value]`, value]])),
}, nothing, how);

export function openTicket(access: Access, { department, subject, message, priority, from }: NewTicket, how?: Calling): Promise<Called<{ id: string; tid: string }>> {
  const whose = 'clientId' in from ? { clientid: from.clientId, serviceid: from.serviceId } : { name: from.name, email: from.email, noemail: 'true' };
  return callApi(access, 'OpenTicket', { deptid: department, subject, message, priority, markdown: 'true', ...whose }, z.object({ id: text, tid: text }), how);
}

const ticketRow = z.object({ id: text, tid: optional, subject: optional, status: optional });
export const ticketsLike = (access: Access, subject: string, how?: Calling) =>
  callApi(access, 'GetTickets', { subject, ignore_dept_assignments: 'true', limitnum: 100 }, z.object({ tickets: list('ticket', ticketRow) }), how);

export const ticket = (access: Access, ticketId: string, how?: Calling) =>
  callApi(access, 'GetTicket', { ticketid: ticketId }, z.object({ tid: optional, status: z.string(), notes: list('note', z.object({ message: optional })).default([]) }), how);

export const addNote = (access: Access, ticketId: string, message: string, how?: Calling) =>
  callApi(access, 'AddTicketNote', { ticketid: ticketId, message, markdown: 'true' }, nothing, how);

export const closeTicket = (access: Access, ticketId: string, how?: Calling) =>
  callApi(access, 'UpdateTicket', { ticketid: ticketId, status: 'Closed' }, nothing, how);
