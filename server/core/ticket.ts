/** Failure tickets in WHMCS: what they say, to staff and to customers. */
import { operationNews, type OperationKind, operationTitles } from './operation.ts';

/** How a failure or its end is written down; all of it may be read by staff. */
export interface Said {
  is: 'failed' | 'recovered';
  operationId: number;
  kind: OperationKind;
  number: number;
  domain: string;
  reference: string;
  service: number;
  externalId: string;
  clientId: string;
  generation: number;
  /** What failed: null when it recovered, or no step tells. */
  step: { task: number; action: string; node: string | null; attempts: number; cause: string; hint: string } | null;
}

export const ticketPriorities = ['Low', 'Medium', 'High'] as const;
export interface TicketSettings {
  on: boolean;
  /** Customers get it under their own name, with other words. */
  visible: boolean;
  priority: (typeof ticketPriorities)[number];
  /** Tickets for one node within an hour; after that one for the node. */
  perNodeHour: number;
  /** It is closed when what failed has worked after all. */
  close: boolean;
  /** Who it is from, where it is no customer's. */
  name: string;
  email: string;
  customerSubject: string;
  customerText: string;
}
export const defaultTickets: TicketSettings = {
  on: false, visible: false, priority: 'Medium', perNodeHour: 5, close: false, name: 'Hostwright', email: '',
  customerSubject: 'Your hosting {domain}', customerText: '{what}. We have been told and look after it; nothing has to be done by you. Reference: {reference}',
};

export interface Written {
  subject: string;
  message: string;
}

/** What a panel says can hold a path of a node; no ticket does. */
export const withoutPaths = (text: string): string => text.replaceAll(/(?<![\w:/.])\/(?:[\w.@~+-]+\/)+[\w.@~+-]*/g, '(path)');
/** A line of its own, whatever a panel said. */
const line = (text: string): string => withoutPaths(text).replaceAll(/\s+/g, ' ').replaceAll(/[`*_<>[\]|]/g, ' ').trim().slice(0, 400);

export const markerOf = ({ reference, operationId }: Pick<Said, 'reference' | 'operationId'>): string => `HW ${reference}/${operationId}`;
export const tagOf = (marker: string, round: number): string => `[${marker}${round > 1 ? `.${round}` : ''}]`;
/** By which a note is found again. */
export const noteTag = (entryId: number): string => `(HW note ${entryId})`;

const what = ({ kind, number, domain, is }: Said): string => `${operationTitles[kind]} #${number} of ${domain} ${is === 'failed' ? 'failed' : 'has worked now'}`;

const linkOf = (url: string | null, { service, step }: Said): readonly string[] => (url === null ? [] : [`Open: ${url}/services/${service}/${step === null ? 'deploy' : `tasks/${step.task}`}`]);

/** For staff: what, step, server, attempts, cause, what to do, link. Never a log. */
export function staffText(said: Said, url: string | null): string {
  const { step } = said;
  const lines = [
    `**${what(said)}.**`,
    `Service ${said.externalId} of client ${said.clientId}, reference ${said.reference}`,
    ...(step === null ? [] : [
      `Step: ${step.action}${step.node === null ? '' : ` on server ${step.node}`}`, `Attempts: ${step.attempts}`, `Cause: ${line(step.cause)}`,
      ...(step.hint === '' ? [] : [`What to do: ${line(step.hint)}`]),
    ]),
    ...linkOf(url, said),
  ];
  return lines.join('\n\n');
}

const fill = (text: string, words: Readonly<Record<string, string>>): string => text.replaceAll(/\{(\w+)\}/g, (whole, key: string) => words[key] ?? whole);

/** For the customer: no server of ours, no step, no cause. */
export function customerTicket(said: Said, { tag, previous }: { tag: string; previous: string | null }, settings: TicketSettings): Written {
  const words = { domain: said.domain, reference: said.reference, what: operationNews[said.kind].failed };
  return { subject: `${fill(settings.customerSubject, words)} ${tag}`, message: [fill(settings.customerText, words), ...(previous === null ? [] : [`Ticket #${previous}`])].join('\n\n') };
}

export const again = (previous: string | null): readonly string[] => (previous === null ? [] : [`Ticket #${previous} about it was closed; it has failed again since.`]);

export function staffTicket(said: Said, { tag, previous, url }: { tag: string; previous: string | null; url: string | null }): Written {
  return { subject: `${what(said)} ${tag}`, message: [...again(previous), staffText(said, url)].join('\n\n') };
}

/** Lines of a list that a ticket shows; the rest is counted. */
const LISTED = 200;

export function listText(all: readonly Said[], url: string | null): string {
  const rows = all.slice(0, LISTED).map((said) => `- ${what(said)}${said.step === null ? '' : ` (${said.step.action})`}, service ${said.externalId}${url === null ? '' : `, ${url}/services/${said.service}`}`);
  return [...rows, ...(all.length > LISTED ? [`- and ${all.length - LISTED} more`] : [])].join('\n');
}

export function nodeTicket(all: readonly Said[], { node, tag, previous, url }: { node: string; tag: string; previous: string | null; url: string | null }): Written {
  const cause = all.find(({ step }) => step !== null)?.step;
  const count = `${all.length} ${all.length === 1 ? 'operation' : 'operations'}`;
  return {
    subject: `Server ${node}: ${count} failed ${tag}`,
    message: [...again(previous), `**${count} failed on server ${node}.**`, ...(cause == null ? [] : [`Cause of the first: ${line(cause.cause)}`, ...(cause.hint === '' ? [] : [`What to do: ${line(cause.hint)}`])]), listText(all, url)].join('\n\n'),
  };
}
