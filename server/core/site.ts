/**
 * What a customer sets of their website. It is a part of what is wished of a service, so that a redeployment brings it
 * again and a look at the node sees where it differs.
 */
import * as z from 'zod';
import { WEB_ALIASES } from './limits.ts';
import { folder, type Hostname, siteName } from './names.ts';
import type { ItemFault, ItemTaskView } from './items/item.ts';
import { newestTask, wishState, type WishState } from './task.ts';

/** The panel gives a site its `www.` by itself, and counts it. */
const MOST_ALIASES = WEB_ALIASES - 1;
const MOST_URL = 255;

const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;
const yesNo = z.boolean({ error: 'is neither on nor off' });

/** A panel takes what it is not by the letter: this is written into a web server's file, and through a pattern on the way. */
const SAFE_URL = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~/%+,:@=-]*)?(\?[A-Za-z0-9._~/%+,:@=-]*)?$/;

function addressFault(text: string): string | null {
  // A parser of addresses leaves out line breaks and turns backslashes: what it would mend is refused.
  if (/[\s\p{C}"'`\\<>{}|;$&#^]/u.test(text)) return 'Address holds a character that can not be used: no spaces, quotes or any of \\ < > { } | ; $ & # ^';
  const url = URL.parse(text);
  if (url === null || !/^https?:\/\//i.test(text)) return 'Address must begin with https:// or http://';
  if (url.username !== '' || url.password !== '') return 'Address holds a user name';
  if (!siteName.safeParse(url.hostname).success) return 'Address must lead to a public domain name';
  return SAFE_URL.test(url.href) && url.href.length <= MOST_URL ? null : 'Address is not valid: letters, digits and . _ ~ / % + , : @ = - ?';
}

const address = z.string({ error: 'Address is missing' }).trim().min(1, 'Address is missing').max(MOST_URL, `Address is longer than ${MOST_URL} characters`).transform((text, ctx): string => {
  const fault = addressFault(text);
  if (fault === null) return new URL(text).href.replace(/^(https?:\/\/[^/?]+)\/$/, '$1');
  ctx.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
});

/** The one form of a template's name, here and where it is sent. */
export const TEMPLATE = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** Of the panel, by which a website's configuration is written: the web server's, and its proxy's where the node has one. */
export interface WebTemplates {
  web: string;
  proxy: string;
}
export const usualTemplates: WebTemplates = { web: 'default', proxy: 'default' };
export const isUsual = ({ web, proxy }: WebTemplates): boolean => web === usualTemplates.web && proxy === usualTemplates.proxy;

export const siteSettings = z.object({
  /** A panel's template, by which PHP is chosen. */
  phpTemplate: z.string({ error: 'PHP version is missing' }).regex(TEMPLATE, 'PHP version is not valid'),
  /** Below `public_html`, from where pages are served; empty: `public_html` itself. */
  folder,
  /** Further names under which it is served. */
  aliases: z.array(siteName).max(MOST_ALIASES, `At most ${MOST_ALIASES} further names`).refine(distinct, 'A name stands twice'),
  /** Where visitors are sent instead. */
  redirect: z.object({ url: address, code: z.union([z.literal(301), z.literal(302)], { error: 'Kind is neither permanent nor for now' }) }).nullable(),
  forceHttps: yesNo,
  /** Browsers are told to come by HTTPS only. */
  hsts: yesNo,
  cache: yesNo,
});
export type SiteSettings = z.infer<typeof siteSettings>;
export type Redirect = NonNullable<SiteSettings['redirect']>;

export const newSite = (phpTemplate: string): SiteSettings => ({ phpTemplate, folder: '', aliases: [], redirect: null, forceHttps: false, hsts: false, cache: false });

/** What is known of a site on its node. */
export interface SiteFacts {
  /** As what it was last made. */
  applied: SiteSettings;
  /** Names on the node that we set, or may have begun to: others are left alone. */
  ours: readonly string[];
  /** HTTPS is to be forced as soon as there is a certificate. */
  waiting: boolean;
  /** It is switched off. */
  off: boolean;
  /** A look found that somebody has changed it on the node since. */
  outside?: boolean;
}
/** What a task on a site is given. */
export interface SiteWish extends SiteSettings {
  ours: readonly string[];
  /** The provider wants it switched off: nobody sees it, and nothing of it is lost. */
  off: boolean;
}

/** A site as people see it; a customer may see all of it. */
export interface SiteView {
  /** Raised by every edit: an edit says which one it was made from. */
  rev: number;
  wish: SiteSettings;
  /** Null before it exists. */
  known: SiteSettings | null;
  /** HTTPS is forced once there is a certificate. */
  waiting: boolean;
  /** The provider wants it switched off. */
  off: boolean;
  /** It is. */
  isOff: boolean;
  /** Somebody has changed it on the server since it was made so. */
  outside: boolean;
  /** The PHP templates to choose from. */
  php: readonly string[];
  /** It may have further names. */
  names: boolean;
}

/** Of what a node has, what a website can be switched to. */
export const offeredPhp = (templates: readonly string[], now: string): readonly string[] => [...new Set([now, ...templates.filter((name) => /^(PHP-\d|default$|no-php$)/.test(name))])].toSorted();

/** `PHP-8_2` -> `PHP 8.2`. */
export function phpLabel(template: string): string {
  if (template === 'default') return 'The server’s own choice';
  if (template === 'no-php') return 'No PHP';
  const version = /^PHP-(\d+)_(\d+)$/.exec(template);
  return version === null ? template : `PHP ${version[1]}.${version[2]}`;
}

/** Names that lead to the site without being set: the panel adds `www.` to a name that is no subdomain. */
export const ownNames = (domain: string): readonly string[] => [domain, ...(domain.split('.').length === 2 ? [`www.${domain}`] : [])];

export interface BesideSite {
  domain: string;
  /** It is a name of the provider's, and has none beside it. */
  guest: boolean;
  php: readonly string[];
}

/** Why a wish can't be accepted; null when it can. */
export function siteFault({ phpTemplate, aliases, redirect, forceHttps, hsts }: SiteSettings, { domain, guest, php }: BesideSite): ItemFault | null {
  if (!php.includes(phpTemplate)) return { message: 'This PHP version is not on the server', field: 'phpTemplate' };
  if (guest && aliases.length > 0) return { message: 'A name under a shared domain has no further names', field: 'aliases' };
  const own = aliases.find((alias) => ownNames(domain).includes(alias));
  if (own !== undefined) return { message: `${own} leads to this website already`, field: 'aliases' };
  if (redirect !== null && [...ownNames(domain), `www.${domain}`, ...aliases].includes(new URL(redirect.url).hostname as Hostname)) return { message: 'This leads back to the website itself: visitors would go in a circle', field: 'redirect.url' };
  return hsts && !forceHttps ? { message: 'It needs HTTPS for everybody: switch that on as well', field: 'hsts' } : null;
}

const same = (a: SiteSettings, b: SiteSettings | null): boolean => b !== null && siteKeys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
const siteKeys = Object.keys(siteSettings.shape) as (keyof SiteSettings)[];

/** The newest task that brings a website to its wish; null when it is not known any more. */
export const taskOfSite = <T extends { id: number; action: string }>(tasks: readonly T[]): T | null => newestTask(tasks, (task) => task.action === 'web.applySettings');

/** Where it stands between its wish and its node; `task` is the newest that brings it there. */
export const siteState = ({ wish, known, off, isOff }: SiteView, task: Pick<ItemTaskView, 'status'> | null): WishState => wishState(same(wish, known) && off === isOff, task);
