/**
 * Grammars: every value gets one of these brands before it comes near a node. HestiaCP is no boundary of its own
 * (it takes an empty user as its admin, and a domain over 82 characters stops its web server for every customer).
 */
import { parse } from 'tldts';
import * as z from 'zod';
import { decodeLabel } from './punycode.ts';
import { Secret } from './secret.ts';

declare const brand: unique symbol;
export type Branded<T, B extends string> = T & { readonly [brand]: B };

export type Domain = Branded<string, 'domain'>; // ASCII (punycode), lower case, registrable or below
export type Login = Branded<string, 'login'>; // a panel account, 2 to 30 characters
export type PackageName = Branded<string, 'package'>;
export type DatabaseName = Branded<string, 'database'>; // with its account's prefix, `customer-com-web_shop`
export type Email = Branded<string, 'email'>;
export type Ipv4 = Branded<string, 'ipv4'>;
export type Hostname = Branded<string, 'hostname'>;
export type LocalPart = Branded<string, 'localPart'>; // what stands before the @ of a mailbox
export type DatabaseUser = Branded<string, 'databaseUser'>; // with its account's prefix
export type FtpUser = Branded<string, 'ftpUser'>; // with its account's prefix, at most 30 characters
export type VisitorName = Branded<string, 'visitorName'>; // by which somebody signs in to a closed website
export type JobNumber = Branded<string, 'jobNumber'>; // of a scheduled job, within its account
export type BackupFile = Branded<string, 'backupFile'>; // of an account's archive, `customer-com-web.2026-11-24_00-05-07.tar`
export type Marker = Branded<string, 'marker'>; // proves on the node that an account is ours

/** The fpm socket path on a node holds 107 characters, which leaves 82 for the domain. */
const DOMAIN_MAX = 82;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

function toAscii(raw: string): string | null {
  const trimmed = raw.trim().toLowerCase().replace(/\.$/, '');
  if (trimmed === '' || /[\s/\\@:?#%[\]<>^|]/.test(trimmed)) return null;
  const url = URL.parse(`http://${trimmed}`);
  return url === null || url.pathname !== '/' ? null : url.hostname;
}

/**
 * A node keeps the Unicode form: it must be one that its own encoder takes back (letters, marks and digits; one emoji
 * and no site of the node is served any more), and its bytes go into the socket's path.
 */
function unicodeFault(ascii: string): string | null {
  const labels = ascii.split('.').map(decodeLabel);
  const whole = labels.join('.');
  if (labels.includes(null) || URL.parse(`http://${whole}`)?.hostname !== ascii) return 'Domain is not valid';
  if (!labels.every((label) => label !== null && /^[\p{Ll}\p{Lm}\p{Lo}\p{M}\p{Nd}-]+$/u.test(label))) return 'Domain holds characters that no domain name can have';
  return new TextEncoder().encode(whole).length > DOMAIN_MAX ? `Domain is longer than ${DOMAIN_MAX} bytes` : null;
}

/** Why `ascii` can't be hosted, or null when it can. */
function domainFault(ascii: string): string | null {
  if (ascii.length > DOMAIN_MAX) return `Domain is longer than ${DOMAIN_MAX} characters`;
  if (!ascii.split('.').every((label) => LABEL.test(label))) return 'Domain is not valid';
  const found = parse(ascii, { allowPrivateDomains: false, validateHostname: true });
  if (found.isIp === true) return 'Domain is an IP address';
  if (found.isIcann !== true || found.domain === null) return 'Domain does not end in a public suffix under which names are registered';
  return ascii.includes('xn--') ? unicodeFault(ascii) : null;
}

const hosted = <T extends string>(clean: (ascii: string) => string) => z.string({ error: 'Domain is missing' }).max(1000, 'Domain is not valid').transform((raw, ctx): T => {
  const whole = toAscii(raw);
  const ascii = whole === null ? null : clean(whole);
  const fault = ascii === null ? 'Domain is not valid' : domainFault(ascii);
  if (fault !== null || ascii === null) {
    ctx.addIssue({ code: 'custom', message: fault ?? 'Domain is not valid' });
    return z.NEVER;
  }
  return ascii as T;
});
export const domain = hosted<Domain>((ascii) => ascii.replace(/^(www\.)+/, ''));
/** A further name of a site, `www.` and all. */
export const siteName = hosted<Hostname>((ascii) => ascii);

const text = <B extends string>(pattern: RegExp, message: string) =>
  z.string({ error: message }).regex(pattern, message).transform((value) => value as Branded<string, B>);

export const login = text<'login'>(/^[a-z][a-z0-9-]{0,28}[a-z0-9]$/, 'Login is not valid');
export const packageName = text<'package'>(/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/, 'Package name is not valid');
export const email = text<'email'>(/^[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9.-]{3,190}$/i, 'E-mail address is not valid');
/** A panel also takes an empty one, and one with a dash first: neither is a mailbox that anybody could use. */
export const localPart = z.string({ error: 'Name is missing' }).trim().toLowerCase().min(1, 'Name is missing').max(64, 'Name is longer than 64 characters')
  .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/, 'Name is not valid: small letters, digits, dots, dashes and underscores, with a letter or digit at both ends')
  .refine((name) => !name.includes('..'), 'Name holds two dots in a row').transform((value) => value as LocalPart);
export const databaseName = text<'database'>(/^[a-z][a-z0-9-]{0,28}[a-z0-9]_[A-Za-z0-9_-]{1,62}$/, 'Database name is not valid');
export const databaseUser = text<'databaseUser'>(/^(?=.{3,32}$)[a-z][a-z0-9-]{0,28}[a-z0-9]_[a-z0-9_]+$/, 'Database user is not valid');
export const ftpUser = text<'ftpUser'>(/^(?=.{3,30}$)[a-z][a-z0-9-]{0,28}[a-z0-9]_[a-z0-9_]+$/, 'FTP user is not valid');
export const jobNumber = text<'jobNumber'>(/^[1-9]\d{0,8}$/, 'Job number is not valid');
export const backupFile = text<'backupFile'>(/^(?=.{1,120}$)[a-z][a-z0-9-]*\.\d[\d_-]*\.tar$/, 'Name of the backup is not valid');
/** What a customer puts behind their account's name. The panel looks names up as patterns: a dot would match anything. */
export const nameSuffix = z.string({ error: 'Name is missing' }).trim().toLowerCase().min(1, 'Name is missing').max(60, 'Name is too long').regex(/^[a-z0-9](?:[a-z0-9_]*[a-z0-9])?$/, 'Name is not valid: small letters, digits and underscores, with a letter or digit at both ends');
/** The panel looks it up as a pattern, and keeps all of them in one word with colons between. */
export const visitorName = z.string({ error: 'Name is missing' }).trim().toLowerCase().min(1, 'Name is missing').max(32, 'Name is longer than 32 characters').regex(/^[a-z0-9](?:[a-z0-9_]*[a-z0-9])?$/, 'Name is not valid: small letters, digits and underscores, with a letter or digit at both ends').transform((value) => value as VisitorName);
/** A folder below another one; no step up, nothing hidden, nothing that a shell or a panel's list could read in another way. Empty: that one itself. */
export const folder = z.string({ error: 'Folder is not a text' }).trim().max(200, 'Folder is longer than 200 characters').transform((text) => (text === '' || text === '/' ? '' : `/${text.replace(/^\/+|\/+$/g, '')}`))
  .refine((text) => text === '' || /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63})+$/.test(text), 'Folder is not valid: letters, digits, dots, dashes and underscores, with / between');
export const ipv4 = z.ipv4('IPv4 address is not valid').transform((value) => value as Ipv4);
export const hostname = text<'hostname'>(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, 'Host name is not valid');
export const marker = text<'marker'>(/^hostwright [a-z0-9]{6,32}$/, 'Marker is not valid');

/** 8 to 128 printable characters; never `/` first, for a node reads such a word as the path of a password file. */
export const password = z
  .string({ error: 'Password is missing' })
  .min(8, 'Password is shorter than 8 characters')
  .max(128, 'Password is longer than 128 characters')
  .regex(/^[^/]/, 'Password begins with /')
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'Password holds control characters')
  .transform((value) => new Secret(value));

export type Role = 'web' | 'mail' | 'dns';
export const roles = ['web', 'mail', 'dns'] as const satisfies readonly Role[];

const LOGIN_MAX = 30;
/** What customers make in an account is called after it, within the same 30 characters: some are left for that. */
const SUFFIX_ROOM = 6;
const mostFor = (roles: readonly Role[]): number => (roles.includes('web') ? LOGIN_MAX - SUFFIX_ROOM : LOGIN_MAX);

/** An account of one role is called after it; one that several share carries the plain name. */
const tailOf = (roles: readonly Role[]): string => (roles.length === 1 ? `-${roles.join()}` : '');

/**
 * `customer.com`, `web` -> `customer-com-web`, within the panel's 30 characters; for several roles `customer-com`. `salt`
 * is put in when the plain form is too long, does not begin with a letter, or is taken.
 */
export function loginFor(name: Domain, roles: readonly Role[], salt = ''): Login {
  const slug = name.replaceAll('.', '-').replace(/-{2,}/g, '-');
  const begun = /^[a-z]/.test(slug) ? slug : `d-${slug}`;
  const tail = (salt === '' ? '' : `-${salt}`) + tailOf(roles);
  const head = begun.slice(0, mostFor(roles) - tail.length).replace(/-+$/, '');
  return login.parse(head + tail);
}

/** True when the plain login would be cut, so that two long domains could meet in it. */
export function loginIsCut(name: Domain, roles: readonly Role[]): boolean {
  return name.length + tailOf(roles).length > mostFor(roles) || !/^[a-z]/.test(name) || name.includes('--');
}
