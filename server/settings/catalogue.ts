/** Every setting, once: its shape, its default, its words. The settings page renders itself from this. */
import * as z from 'zod';
import { defaultCallBacks, type MailEvent, mailEvents } from '#server/core/call-back.ts';
import { defaultCertificatePolicy } from '#server/core/certificate.ts';
import { defaultDriftPolicy } from '#server/core/drift.ts';
import type { SettingField } from '#server/core/setting.ts';
import type { Ability } from '#server/core/staff-roles.ts';
import { defaultTickets, ticketPriorities } from '#server/core/ticket.ts';
import { isUpgradeAddress } from '#server/core/upgrade.ts';
import { TEMPLATE } from '#server/core/site.ts';
import { defaultRetry, type RetryPolicy } from '#server/core/wish.ts';
import { alone, bool, choice, colour, fieldset, number, numbers, policies, secret, text } from './fields.ts';
import type { Logo } from './logo.ts';
import type { SectionKey } from './sections.ts';

/** What a form draws around the fields, and what a picture of it needs. */
type Picture = 'schedule' | 'splash' | 'logo' | 'sizes' | 'ticket';

interface Entry<T> {
  section: SectionKey;
  title: string;
  help: string;
  /** Empty: it has a form of its own. */
  fields: readonly SettingField[];
  schema: z.ZodType<T>;
  fallback: T;
  picture?: Picture;
  /** Fields that say where its secrets go: one that is kept goes nowhere else. */
  boundTo?: readonly string[];
  /** What a role must hold to write it; `house` where it is not said. */
  may?: Ability;
  /** A running worker keeps what it began with. */
  atStart?: true;
}
/** Says of an entry that its default fits its schema, and keeps what it is exactly. */
const entry = <T>(one: Entry<T>): Entry<T> => one;

const retry = fieldset({
  attempts: number('Attempts', { least: 1, most: 20, unit: 'attempts' }),
  baseSeconds: number('First pause, seconds', { least: 0, most: 3600, unit: 'seconds', whole: false }),
  factor: number('Each pause times', { least: 1, most: 10, unit: '', whole: false }),
  capSeconds: number('Longest pause, seconds', { least: 1, most: 86_400, unit: 'seconds', whole: false }),
  jitter: number('Chance, ± percent', { least: 0, most: 0.5, unit: 'percent', shownTimes: 100, hint: 'Spreads what failed together' }),
});

const mailLabels: Record<MailEvent, string> = {
  welcome: 'Ready, for the first time', ready: 'Ready again', failed: 'Not set up yet', suspended: 'Suspended', unsuspended: 'Switched on again', passwordChanged: 'Password changed', certificateExpiring: 'Certificate expires soon',
};
const mails = fieldset(Object.fromEntries(mailEvents.map((event) => [event, text(`Mail: ${mailLabels[event]}`, { most: 100, optional: true, ...(event === 'welcome' && { hint: 'Each by the name of a product template of WHMCS; empty: no mail. The product’s own Welcome Email is held by the module' }) })])) as Record<MailEvent, ReturnType<typeof text>>);
const tickets = fieldset({
  on: bool('Open tickets'),
  visible: bool('As tickets of the customer', { hint: 'With the words below, which name no server; staff read the cause in a note. A server’s own ticket is never a customer’s' }),
  close: bool('Close it when what failed has worked after all'),
  priority: choice('Priority', ticketPriorities.map((value) => ({ value, label: value }))),
  perNodeHour: number('For one server, an hour', { least: 1, most: 100, unit: 'tickets', hint: 'After that one with a list' }),
  name: text('From, name', { most: 60 }),
  email: text('From, e-mail address', { most: 200, optional: true, hint: 'Needed where tickets are for staff' }, (value) => (z.email().safeParse(value).success ? null : 'The e-mail address is not valid')),
  customerSubject: text('Subject for customers', { most: 120, needs: 'visible', hint: '{domain} and {reference} are filled in' }),
  customerText: text('Text for customers', { most: 2000, lines: 3, needs: 'visible', hint: '{what} is one sentence of what did not work' }),
});

const days = (label: string, hint: string, least = 1) => number(label, { least, most: 3650, unit: 'days', hint });

const templateFault = (value: string): string | null => (TEMPLATE.test(value) ? null : 'The name of a template is expected');

export const catalogue = {
  upgrade: entry({
    section: 'whmcs',
    title: 'Where customers order a larger plan',
    help: 'The panel links there where a limit is reached. {whmcs} is the address of the service’s WHMCS, {service} its number there. Empty: no link.',
    ...alone(text('Address', { most: 300, optional: true, mono: true }, (value) => (isUpgradeAddress(value) ? null : 'An address that begins with http://, https:// or {whmcs} is expected'))),
    fallback: '{whmcs}/upgrade.php?type=package&id={service}',
  }),
  callBacks: entry({
    section: 'whmcs',
    title: 'What WHMCS is told',
    help: 'By the API of WHMCS at once; without it the module there fetches mails, fields, log lines and notifications every few minutes. While WHMCS does not answer it is tried again for so many days; nothing here waits for it.',
    ...fieldset({
      product: bool('User name, address and nameservers of a service'),
      activity: bool('A line in the activity log for each operation'),
      notify: bool('Its notification rules', { hint: 'Those there with the identifier hostwright' }),
      giveUpDays: number('Tried for, days', { least: 1, most: 30, unit: 'days', hint: 'While WHMCS does not answer' }),
      referenceField: text('Custom field for the reference', { most: 100, optional: true, hint: 'Name of a custom field of the products in WHMCS: it gets our reference, such as 7F3A-12C9, when a service is built. Only with the API' }),
      mails,
    }),
    fallback: defaultCallBacks,
  }),
  tickets: entry({
    section: 'tickets',
    title: 'Failure tickets',
    help: 'An operation that has failed for good opens a ticket in WHMCS: one for each, with a note when it fails again or works after all. A server that fails many gets one with a list. Only with the API.',
    fields: tickets.fields,
    schema: tickets.schema.refine((value) => !value.on || value.visible || value.email !== '', { error: 'Tickets for staff need an e-mail address that they come from', path: ['email'] }),
    fallback: defaultTickets,
    picture: 'ticket',
  }),
  brand: entry({
    section: 'brand',
    title: 'Brand',
    help: 'Your name, colour and words in the panel that customers see inside WHMCS. Words are shown as they are here, in every language.',
    ...fieldset({
      name: text('Your name', { most: 60, optional: true, hint: 'Read where there is no logo, and told to those who can’t see it' }),
      accent: colour('Colour', { hint: 'Of buttons, links and progress, such as #1a7f4b. Empty: ours' }),
      whileBuilt: text('A sentence while it is built', { most: 200, optional: true }),
      whenReady: text('A sentence when it is ready', { most: 200, optional: true }),
    }),
    fallback: { name: '', accent: '', whileBuilt: '', whenReady: '' },
    picture: 'splash',
  }),
  logo: entry({
    section: 'brand',
    title: 'Logo',
    help: 'Stands above everything in the panel that customers see. PNG, JPEG or WebP up to 180 kB; it is shown at most 240 × 40 pixels large.',
    fields: [],
    schema: z.object({ png: z.base64().max(400_000), hash: z.string().regex(/^[0-9a-f]{16}$/), width: z.number().int().min(1).max(240), height: z.number().int().min(1).max(40) }).nullable(),
    fallback: null as Logo | null,
    picture: 'logo',
  }),
  /** Per action class: `default`, a role, or one action. */
  retry: entry<Record<string, RetryPolicy>>({
    section: 'tasks',
    title: 'Retry policy',
    help: 'How often a failed step is tried again, and how long it waits in between. A server that can not be reached costs no attempt.',
    ...policies({ default: 'Default', web: 'Web steps', mail: 'Mail steps', dns: 'DNS steps', service: 'Steps without a node', whmcs: 'Calls to WHMCS', notifications: 'Notifications' }, retry),
    fallback: { default: defaultRetry, notifications: { attempts: 8, baseSeconds: 10, factor: 3, capSeconds: 3600, jitter: 0.2 } },
    picture: 'schedule',
  }),
  queue: entry({
    section: 'tasks',
    title: 'Queue',
    help: 'For how long a step is put off while its node is busy or away, before it fails and waits for a person.',
    ...fieldset({ giveUpHours: number('Put off for at most, hours', { least: 1, most: 168, unit: 'hours', hint: 'Counted from the first time that it was put off' }) }),
    fallback: { giveUpHours: 24 },
  }),
  leases: entry({
    section: 'tasks',
    title: 'Leases',
    help: 'A worker that has been silent for so long is taken for dead, and its tasks go to another one. LEASE_SECONDS in the environment of a worker comes before it.',
    ...fieldset({ seconds: number('Silent for, seconds', { least: 5, most: 300, unit: 'seconds' }) }),
    fallback: { seconds: 15 },
    atStart: true,
  }),
  newNodes: entry({
    section: 'tasks',
    title: 'New nodes',
    help: 'What a node has at first. Each node’s own values are on its page.',
    ...fieldset({
      slots: number('Tasks at a time', { least: 1, most: 64, unit: 'tasks' }),
      weight: number('Share of the load', { least: 1, most: 1000, unit: '', hint: 'Beside other nodes of its group' }),
    }),
    fallback: { slots: 4, weight: 10 },
  }),
  quorum: entry({
    section: 'tasks',
    title: 'Nameservers before a service goes live',
    help: 'So many must have its zone. One that is down delays only its own copy, which follows by itself; those that are merely slower are waited for.',
    ...alone(number('Nameservers', { least: 1, most: 8, unit: 'nameservers' })),
    fallback: 1,
  }),
  driftScan: entry({
    section: 'tasks',
    title: 'Nightly look at every service',
    help: 'Once a night every active or suspended service is compared with what stands on its nodes. It only looks, by a channel of its own, and takes nothing from deployments. What was found stands on the service’s Overview.',
    ...fieldset({
      on: bool('Look every night'),
      fromHour: number('From, hour of the day', { least: 0, most: 23, unit: '', hint: 'UTC, 0 to 23', needs: 'on' }),
      hours: number('Spread over, hours', { least: 1, most: 12, unit: 'hours', hint: '1 to 12', needs: 'on' }),
      repair: bool('Repair by itself', { needs: 'on', hint: 'What differs is mended at once, behind everything else that is to be done. What is somebody else’s is never touched.' }),
    }),
    fallback: defaultDriftPolicy,
  }),
  autoSsl: entry({
    section: 'ssl',
    title: 'Auto-SSL',
    help: 'How often names are looked at until they point here, how often certificates are looked at, and when Let’s Encrypt is left alone. The values are our own choice.',
    ...fieldset({
      fastTries: number('Fast tries', { least: 0, most: 100, unit: 'tries', hint: 'Just after a deployment' }),
      fastSeconds: number('Between them, seconds', { least: 10, most: 3600, unit: 'seconds', hint: 'At least 10' }),
      normalMinutes: number('Then every, minutes', { least: 1, most: 1440, unit: 'minutes', hint: 'Until a certificate is served' }),
      activeHours: number('Once it is served, hours', { least: 1, most: 168, unit: 'hours', hint: 'Sooner when a renewal is due' }),
      freezeAfter: number('Freeze after, failures', { least: 1, most: 20, unit: 'failures', hint: 'Not pointing here is none' }),
      freezeHours: number('For, hours', { least: 1, most: 168, unit: 'hours', hint: 'Issue now lifts it' }),
      deploySeconds: number('A Vanity deployment waits, seconds', { least: 0, most: 600, unit: 'seconds', hint: '0: Auto-SSL does it alone' }),
      renewDays: number('Renew before the end, days', { least: 1, most: 60, unit: 'days', hint: 'The panel itself renews at 30' }),
      warnDays: numbers('Warn before the end, days', { least: 1, most: 60, unit: 'days', upTo: 5, hint: 'Several, with commas' }),
    }),
    fallback: { ...defaultCertificatePolicy, warnDays: [...defaultCertificatePolicy.warnDays] },
  }),
  provisioning: entry({
    section: 'provisioning',
    title: 'Defaults',
    help: 'What a new product, a new website and a new FTP account begin with. Products and services that are there keep what they have. Accounts never get a shell: FTP and SFTP see the website’s own folder only. Zones follow their product, not a template.',
    ...fieldset({
      phpTemplate: text('PHP template of a new product', { most: 40, mono: true, hint: 'As the nodes name it, such as PHP-8_3; default: the node’s own' }, (value) => (/^[A-Za-z0-9_.-]+$/.test(value) ? null : 'PHP template is not valid')),
      webTemplate: text('Web template of a new service', { most: 64, mono: true, hint: 'As the nodes name it; default: the node’s own. It must be on every node that takes websites' }, templateFault),
      proxyTemplate: text('Proxy template of a new service', { most: 64, mono: true, hint: 'Where nodes have a proxy before the web server' }, templateFault),
      ftpFolder: text('Folder of a new FTP account', { most: 200, mono: true, hint: 'Below the website’s own folder; / is all of it' }, (value) => (/^\/[A-Za-z0-9._/-]*$/.test(value) && !value.split('/').includes('..') ? null : 'A folder that begins with / is expected, without ..')),
    }),
    fallback: { phpTemplate: 'default', webTemplate: 'default', proxyTemplate: 'default', ftpFolder: '/public_html' },
  }),
  mailServer: entry({
    section: 'notifications',
    title: 'Mail server',
    help: 'By which this panel sends its own mail: notifications and invitations. Customers’ mail does not pass through it.',
    ...fieldset({
      host: text('Server', { most: 253, optional: true, mono: true, hint: 'Such as smtp.example.com. Empty: no mail is sent' }, (value) => (/^[A-Za-z0-9.:-]+$/.test(value) ? null : 'Server is not valid: a name or an address is expected')),
      port: number('Port', { least: 1, most: 65_535, unit: '', hint: '587 with STARTTLS, 465 with TLS' }),
      security: choice('Encryption', [{ value: 'starttls', label: 'STARTTLS, required' }, { value: 'tls', label: 'TLS from the start' }, { value: 'none', label: 'None, only inside your own network' }]),
      user: text('User', { most: 200, optional: true, mono: true, hint: 'Empty: it asks for none' }),
      password: secret('Password', { most: 500 }),
      from: text('Sender', { most: 200, optional: true, mono: true, hint: 'Such as hosting@example.com' }, (value) => (z.email().safeParse(value).success ? null : 'Sender is not a mail address')),
    }),
    fallback: { host: '', port: 587, security: 'starttls', user: '', password: '', from: '' },
    boundTo: ['host', 'security'],
  }),
  notify: entry({
    section: 'notifications',
    title: 'How notifications are sent',
    help: 'The first of its kind is sent at once. What follows within the pause comes in one message, so that a node that is down is told of once and not for each of its services.',
    ...fieldset({
      pauseMinutes: number('Pause between two of a kind, minutes', { least: 0, most: 1440, unit: 'minutes' }),
      privateTargets: bool('Allow webhooks to addresses of private networks', { hint: 'Off, a webhook can not be used to reach machines behind this panel' }),
    }),
    fallback: { pauseMinutes: 5, privateTargets: false },
  }),
  retention: entry({
    section: 'retention',
    title: 'How long things are kept',
    help: 'What is older is removed every hour. A service’s newest operation, and all that is still under way, stay whatever their age.',
    ...fieldset({
      logs: days('Task logs, days', 'The lines that the steps wrote. The tasks themselves stay'),
      tasks: days('Operations, days', 'With their tasks and logs; of ended services too', 7),
      events: days('Live events, days', 'What an open page replays after a break; an older page reads everything anew'),
      figures: days('Figures, days', 'What each service used on each day. How each node was is kept for a week'),
      audit: days('Audit log, days', 'Who changed what', 30),
      deliveries: days('Deliveries, days', 'Notifications that were sent, what was answered, and what WHMCS was told'),
    }),
    fallback: { logs: 90, tasks: 400, events: 30, figures: 400, audit: 730, deliveries: 30 },
    picture: 'sizes',
  }),
  requireTotp: entry({
    section: 'keys',
    may: 'people',
    title: 'A second factor for everybody',
    help: 'Whoever has a password here sets up an authenticator app at the next sign-in, before anything else. Admins who come from WHMCS are not asked: WHMCS vouches for them.',
    fields: [],
    schema: z.boolean(),
    fallback: false as boolean,
  }),
} as const;

export type SettingKey = keyof typeof catalogue;
export type SettingValue<K extends SettingKey> = z.output<(typeof catalogue)[K]['schema']>;
export const settingKeys = Object.keys(catalogue) as SettingKey[];
/** A picture is drawn anew before it is kept, and who is let in is for owners alone: each has a door of its own. */
export const isTyped = (key: SettingKey): boolean => catalogue[key].fields.length > 0;
/** The names of its fields that are kept sealed. */
export const secretsIn = (key: SettingKey): readonly string[] => catalogue[key].fields.filter((field) => field.is === 'secret').map(({ name }) => name);
export const writerOf = (key: SettingKey): Ability => catalogue[key].may ?? 'house';
