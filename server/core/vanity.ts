/**
 * A name under a domain of the provider: `rosa.brightwood.net` with `rosa@brightwood.net`. What the provider shares is
 * named by brands that no method of the panel takes alone, so that nothing here can touch it as a whole.
 */
import * as z from 'zod';
import { type Branded, type Domain, domain, type Ipv4, login } from './names.ts';

export type SharedLogin = Branded<string, 'sharedLogin'>; // the provider's own mail user or zone user
export type SharedDomain = Branded<string, 'sharedDomain'>;
export type VanityName = Branded<string, 'vanityName'>; // one label and one local part at once

/** One mailbox on the shared mail user. */
export type Mailbox = Branded<{ readonly owner: SharedLogin; readonly domain: SharedDomain; readonly name: VanityName }, 'mailbox'>;
/** The one address record of one name in the provider's zone. */
export type VanityRecord = Branded<{ readonly owner: SharedLogin; readonly zone: SharedDomain; readonly name: VanityName; readonly ipv4: Ipv4 }, 'vanityRecord'>;

const NAME = /^(?!..--)[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
export const vanityName = z
  .string({ error: 'Name is missing' })
  .trim()
  .toLowerCase()
  .min(1, 'Name is missing')
  .regex(NAME, 'Name is not valid: up to 40 small letters, digits and dashes, with a letter or digit at both ends')
  .transform((value) => value as VanityName);

const sharedLogin = login.transform((value) => value as string as SharedLogin);
const sharedDomain = domain.transform((value) => value as string as SharedDomain);

/** What a product that sells names has beside its limits: where they are made, and which are not for sale. */
export const vanityTerms = z.object({
  domains: z.array(sharedDomain).min(1, 'At least one shared domain').max(20, 'At most 20 shared domains'),
  mail: z.object({ node: z.number().int(), login: sharedLogin }),
  zone: z.object({ nodes: z.array(z.number().int()).min(1, 'At least one DNS node'), login: sharedLogin }),
  reserved: z.array(vanityName).max(1000, 'At most 1000 reserved names').default([]),
});
export type VanityTerms = z.infer<typeof vanityTerms>;

/** Names that a provider's own hosts and RFC 2142's mailboxes have, whatever a product says. */
const ALWAYS_RESERVED: ReadonlySet<string> = new Set([
  'www', 'mail', 'webmail', 'ftp', 'smtp', 'imap', 'pop', 'pop3', 'mx', 'ns', 'ns1', 'ns2', 'ns3', 'ns4', 'autoconfig', 'autodiscover', 'localhost', 'cpanel', 'panel',
  'postmaster', 'hostmaster', 'webmaster', 'abuse', 'root', 'admin', 'administrator', 'security', 'noc', 'usenet', 'news', 'uucp', 'support', 'info', 'noreply', 'no-reply',
]);

/** A service's name, as it was ordered. */
export interface VanityNames {
  name: VanityName;
  shared: SharedDomain;
}
export type Named = { ok: true; names: VanityNames } | { ok: false; fault: string };

const no = (fault: string): Named => ({ ok: false, fault });

/** Which name under which of the product's domains `ordered` is. */
export function namedUnder(ordered: Domain, terms: VanityTerms): Named {
  if (terms.domains.some((one) => String(one) === ordered)) return no(`${ordered} is the shared domain itself: choose a name under it`);
  const shared = terms.domains.filter((one) => ordered.endsWith(`.${one}`)).toSorted((a, b) => b.length - a.length)[0];
  if (shared === undefined) return no(`${ordered} is not a name under ${terms.domains.join(' or ')}`);
  const name = vanityName.safeParse(ordered.slice(0, -shared.length - 1));
  if (!name.success) return no(name.error.issues[0]?.message ?? 'Name is not valid');
  if (ALWAYS_RESERVED.has(name.data) || terms.reserved.includes(name.data)) return no(`The name ${name.data} is reserved: choose another`);
  return { ok: true, names: { name: name.data, shared } };
}

export const mailboxOf = (owner: SharedLogin, { name, shared }: VanityNames): Mailbox => ({ owner, domain: shared, name }) as Mailbox;
export const recordOf = (owner: SharedLogin, { name, shared }: VanityNames, ipv4: Ipv4): VanityRecord => ({ owner, zone: shared, name, ipv4 }) as VanityRecord;
export const addressOf = ({ name, domain: shared }: Mailbox): string => `${name}@${shared}`;
export const hostOf = ({ name, zone }: VanityRecord): string => `${name}.${zone}`;

/** As it stands in our own rows, where a login of the provider's was checked when the product was saved. */
export const sharedFromRow = (row: { login: string; name: string; shared: string }): { owner: SharedLogin; names: VanityNames } =>
  ({ owner: sharedLogin.parse(row.login), names: { name: vanityName.parse(row.name), shared: sharedDomain.parse(row.shared) } });
