/** Every setting, once: its shape, its default, its words. The settings page renders itself from this. */
import { z } from 'zod';
import { defaultCallBacks, mailEvents } from '#server/core/call-back.ts';
import { defaultCertificatePolicy } from '#server/core/certificate.ts';
import { defaultDriftPolicy } from '#server/core/drift.ts';
import { defaultTickets, ticketPriorities } from '#server/core/ticket.ts';
import { isUpgradeAddress } from '#server/core/upgrade.ts';
import { defaultRetry, type RetryPolicy } from '#server/core/wish.ts';
import type { Logo } from './logo.ts';

const retry = z.object({
  attempts: z.coerce.number().int().min(1, 'At least one attempt').max(20, 'At most 20 attempts'),
  baseSeconds: z.coerce.number().min(0, 'Not below 0').max(3600, 'At most an hour'),
  factor: z.coerce.number().min(1, 'At least 1').max(10, 'At most 10'),
  capSeconds: z.coerce.number().min(1, 'At least a second').max(86_400, 'At most a day'),
  jitter: z.coerce.number().min(0, 'Not below 0').max(0.5, 'At most half'),
}) satisfies z.ZodType<RetryPolicy>;

const whole = (least: number, most: number, unit: string) => z.coerce.number().int(`A whole number of ${unit}`).min(least, `At least ${least} ${unit}`).max(most, `At most ${most} ${unit}`);

/** One line of somebody's words, without what would break it or turn it around. */
const line = (most: number, what: string) => z.string().trim().max(most, `${what} is longer than ${most} characters`).regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, `${what} holds a character that can not be shown`);

const autoSsl = z.object({
  fastTries: whole(0, 100, 'tries'),
  fastSeconds: whole(10, 3600, 'seconds'),
  normalMinutes: whole(1, 1440, 'minutes'),
  activeHours: whole(1, 168, 'hours'),
  freezeAfter: whole(1, 20, 'failures'),
  freezeHours: whole(1, 168, 'hours'),
  deploySeconds: whole(0, 600, 'seconds'),
  renewDays: whole(1, 60, 'days'),
  warnDays: z.array(whole(1, 60, 'days')).min(1, 'At least one warning').max(5, 'At most five warnings'),
});

const callBacks = z.object({
  product: z.boolean(), activity: z.boolean(), notify: z.boolean(), giveUpDays: whole(1, 30, 'days'),
  mails: z.object(Object.fromEntries(mailEvents.map((event) => [event, line(100, 'The template')])) as Record<(typeof mailEvents)[number], ReturnType<typeof line>>),
});

const tickets = z.object({
  on: z.boolean(), visible: z.boolean(), priority: z.enum(ticketPriorities), perNodeHour: whole(1, 100, 'tickets'), close: z.boolean(),
  name: line(60, 'The name').min(1, 'The name is missing'), email: z.union([z.literal(''), z.email('The e-mail address is not valid')]),
  customerSubject: line(120, 'The subject').min(1, 'The subject for customers is missing'), customerText: z.string().trim().min(1, 'The text for customers is missing').max(2000, 'At most 2000 characters'),
}).refine((value) => !value.on || value.visible || value.email !== '', { error: 'Tickets for staff need an e-mail address that they come from', path: ['email'] });

export const catalogue = {
  /** Per action class: `default`, a role, or one action. */
  retry: {
    title: 'Retry policy',
    help: 'How often a failed step is tried again, and how long it waits in between. A server that can not be reached costs no attempt.',
    schema: z.record(z.string(), retry),
    fallback: { default: defaultRetry } as Record<string, RetryPolicy>,
  },
  autoSsl: {
    title: 'Auto-SSL',
    help: 'How often names are looked at until they point here, how often certificates are looked at, and when Let’s Encrypt is left alone. The values are our own choice.',
    schema: autoSsl,
    fallback: { ...defaultCertificatePolicy, warnDays: [...defaultCertificatePolicy.warnDays] },
  },
  driftScan: {
    title: 'Nightly look at every service',
    help: 'Once a night every active or suspended service is compared with what stands on its nodes. It only looks, by a channel of its own, and takes nothing from deployments. What was found stands on the service’s Overview.',
    schema: z.object({ on: z.boolean(), fromHour: z.coerce.number().int('A whole hour').min(0, 'The first hour is 0 to 23').max(23, 'The first hour is 0 to 23'), hours: whole(1, 12, 'hours'), repair: z.boolean() }),
    fallback: defaultDriftPolicy,
  },
  callBacks: {
    title: 'What WHMCS is told',
    help: 'Needs the API of WHMCS; without it the module there fetches mails, fields and log lines every few minutes. While WHMCS does not answer it is tried again for so many days; nothing here waits for it.',
    schema: callBacks,
    fallback: defaultCallBacks,
  },
  tickets: {
    title: 'Failure tickets',
    help: 'An operation that has failed for good opens a ticket in WHMCS: one for each, with a note when it fails again or works after all. A server that fails many gets one with a list. Only with the API.',
    schema: tickets,
    fallback: defaultTickets,
  },
  quorum: {
    title: 'Nameservers before a service goes live',
    help: 'So many must have its zone. One that is down delays only its own copy, which follows by itself; those that are merely slower are waited for.',
    schema: z.coerce.number().int().min(1, 'At least one').max(8, 'At most eight'),
    fallback: 1,
  },
  brand: {
    title: 'Brand',
    help: 'Your name, colour and words in the panel that customers see inside WHMCS. Words are shown as they are here, in every language.',
    schema: z.object({
      name: line(60, 'The name'),
      accent: z.union([z.literal(''), z.string().trim().toLowerCase().regex(/^#[0-9a-f]{6}$/, 'The colour is not valid: # and six digits are expected, such as #1a7f4b')]),
      whileBuilt: line(200, 'The sentence while it is built'),
      whenReady: line(200, 'The sentence when it is ready'),
    }),
    fallback: { name: '', accent: '', whileBuilt: '', whenReady: '' },
  },
  logo: {
    title: 'Logo',
    help: 'Stands above everything in the panel that customers see. PNG, JPEG or WebP up to 180 kB; it is shown at most 240 × 40 pixels large.',
    schema: z.object({ png: z.base64().max(400_000), hash: z.string().regex(/^[0-9a-f]{16}$/), width: z.number().int().min(1).max(240), height: z.number().int().min(1).max(40) }).nullable(),
    fallback: null as Logo | null,
  },
  upgrade: {
    title: 'Where customers order a larger plan',
    help: 'The panel links there where a limit is reached. {whmcs} is the address of the service’s WHMCS, {service} its number there. Empty: no link.',
    schema: z.string().trim().max(300, 'At most 300 characters').refine((text) => text === '' || isUpgradeAddress(text), 'An address that begins with http://, https:// or {whmcs} is expected'),
    fallback: '{whmcs}/upgrade.php?type=package&id={service}',
  },
  logDays: {
    title: 'Days that task logs are kept',
    help: 'Logs of older tasks are removed. The tasks themselves stay.',
    schema: z.coerce.number().int().min(1, 'At least a day').max(3650, 'At most ten years'),
    fallback: 90,
  },
  historyDays: {
    title: 'Days that figures are kept',
    help: 'What each service used on each day. How each node was is kept for a week.',
    schema: z.coerce.number().int().min(1, 'At least a day').max(3650, 'At most ten years'),
    fallback: 400,
  },
} as const;

export type SettingKey = keyof typeof catalogue;
export type SettingValue<K extends SettingKey> = z.output<(typeof catalogue)[K]['schema']>;
export const settingKeys = Object.keys(catalogue) as SettingKey[];
/** A picture is drawn anew before it is kept, and comes by a door of its own. */
export const isTyped = (key: SettingKey): boolean => key !== 'logo';
