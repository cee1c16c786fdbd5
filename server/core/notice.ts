/** What is worth telling people who are not looking: its kinds, and how each is called. */
import type { Tone } from './task.ts';

export const noticeKinds = ['serviceFailed', 'operationFailed', 'serviceRecovered', 'nodeDown', 'nodeBack', 'hostKeyChanged', 'certificateExpiring', 'driftFound'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

interface NoticeWords {
  title: string;
  help: string;
  tone: Tone;
  /** The first line of a message, of one and of several. */
  one(subject: string): string;
  many(count: number): string;
}

export const noticeWords: Record<NoticeKind, NoticeWords> = {
  serviceFailed: { title: 'A service failed', help: 'A step of it has used up its attempts, and a person is needed', tone: 'bad', one: (subject) => `${subject} failed`, many: (count) => `${count} services failed` },
  operationFailed: { title: 'A change of a service failed', help: 'A suspension, a password, a plan, an ending: the service goes on as it was, and a person is needed', tone: 'bad', one: (subject) => `A change of ${subject} failed`, many: (count) => `${count} changes of services failed` },
  serviceRecovered: { title: 'A service recovered', help: 'One that had failed is active again', tone: 'ok', one: (subject) => `${subject} is active again`, many: (count) => `${count} services are active again` },
  nodeDown: { title: 'A node does not answer', help: 'Its circuit opened: nothing is sent to it for a while', tone: 'bad', one: (subject) => `${subject} does not answer`, many: (count) => `Nodes did not answer, ${count} times` },
  nodeBack: { title: 'A node answers again', help: 'Its circuit is closed', tone: 'ok', one: (subject) => `${subject} answers again`, many: (count) => `Nodes answer again, ${count} times` },
  hostKeyChanged: { title: 'A host key changed', help: 'Nothing is sent to the node until a person has looked', tone: 'bad', one: (subject) => `The host key of ${subject} changed`, many: (count) => `Host keys changed, ${count} times` },
  certificateExpiring: { title: 'A certificate is about to expire', help: 'On the days that Auto-SSL warns, when a renewal did not work', tone: 'warn', one: (subject) => `The certificate of ${subject} is about to expire`, many: (count) => `${count} certificates are about to expire` },
  driftFound: { title: 'A service differs from what is wished', help: 'The nightly look, or a person’s, found it', tone: 'warn', one: (subject) => `${subject} differs from what is wished`, many: (count) => `${count} services differ from what is wished` },
};

/** One thing that happened. */
export interface Notice {
  subject: string;
  text: string;
  /** Its page on the dashboard, from the root. */
  path: string;
  /** ISO 8601. */
  at: string;
}

export const titleOf = (kind: NoticeKind, notices: readonly Notice[], count: number): string => (count === 1 ? noticeWords[kind].one(notices[0]?.subject ?? '') : noticeWords[kind].many(count));
