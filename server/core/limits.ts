/** A product's limits by the keys that WHMCS's configurable options carry, and what they mean for a panel account. */
import * as z from 'zod';
import type { Role } from './names.ts';
import type { Limits } from './panel.ts';

export const limitKeys = [
  'web_disk_quota', 'web_bandwidth', 'web_databases', 'web_ftp_accounts', 'web_cron_jobs', 'web_backups',
  'mail_disk_quota', 'mail_accounts', 'mail_backups', 'dns_records', 'vanity_site_disk_quota', 'vanity_mail_quota',
] as const;
export type LimitKey = (typeof limitKeys)[number];
/** Null = unlimited. Quotas and bandwidth in MB. */
export type ProductLimits = Record<LimitKey, number | null>;

export const limitWords: Record<LimitKey, { label: string; unit: 'MB' | '' }> = {
  web_disk_quota: { label: 'Website disk space', unit: 'MB' },
  web_bandwidth: { label: 'Traffic per month', unit: 'MB' },
  web_databases: { label: 'Databases', unit: '' },
  web_ftp_accounts: { label: 'FTP accounts', unit: '' },
  web_cron_jobs: { label: 'Scheduled jobs', unit: '' },
  web_backups: { label: 'Website backups', unit: '' },
  mail_disk_quota: { label: 'Email disk space', unit: 'MB' },
  mail_accounts: { label: 'Mailboxes', unit: '' },
  mail_backups: { label: 'Email backups', unit: '' },
  dns_records: { label: 'DNS records', unit: '' },
  vanity_site_disk_quota: { label: 'Website disk space', unit: 'MB' },
  vanity_mail_quota: { label: 'Mailbox size', unit: 'MB' },
};

export const defaultLimits: ProductLimits = {
  web_disk_quota: 10_240, web_bandwidth: 102_400, web_databases: 3, web_ftp_accounts: 5, web_cron_jobs: 5, web_backups: 3,
  mail_disk_quota: 5120, mail_accounts: 10, mail_backups: 3, dns_records: 100, vanity_site_disk_quota: 1024, vanity_mail_quota: 1024,
};

/** The limits of a service that has accounts with these roles; of one that is a name under a shared domain, those of its site and its mailbox. */
export function limitKeysOf(roles: readonly Role[], named: boolean): readonly LimitKey[] {
  if (named) return ['vanity_site_disk_quota', 'vanity_mail_quota', ...limitKeys.filter((key) => key.startsWith('web_') && key !== 'web_disk_quota')];
  return limitKeys.filter((key) => roles.some((role) => key.startsWith(`${role}_`)));
}

const MOST = 1_000_000_000;
const isUnlimited = (raw: unknown): boolean => raw === null || raw === -1 || (typeof raw === 'string' && /^(unlimited|-1|)$/i.test(raw.trim()));
/** `unlimited`, `-1`, an empty choice and null are unlimited; PHP sends numbers as text. */
export const limit = z.preprocess(
  (raw) => (isUnlimited(raw) ? null : raw),
  z.union([z.number(), z.string().trim().regex(/^-?\d+(\.\d+)?$/).transform(Number)], { error: 'is not a number' })
    .pipe(z.number().int('is not a whole number').min(0, 'is below 0').max(MOST, 'is too large')).nullable(),
);
export const productLimits = z.object(Object.fromEntries(limitKeys.map((key) => [key, limit])) as Record<LimitKey, typeof limit>);

/** What staff decided for one service, whatever its product and options say. */
export interface Override {
  limit: number | null;
  by: string;
  /** ISO. */
  at: string;
}
export type Overrides = Partial<Record<LimitKey, Override>>;

/** What counts: an override, else what product and options gave. A named site has a size of its own, under a key of its own. */
export function laidOver(ordered: ProductLimits, overrides: Overrides, named: boolean): ProductLimits {
  const limits = { ...ordered, ...Object.fromEntries(Object.entries(overrides).map(([key, { limit: own }]) => [key, own])) };
  return named ? { ...limits, web_disk_quota: limits.vanity_site_disk_quota } : limits;
}

/** Further names of a site, with those that the panel adds. */
export const WEB_ALIASES = 20;

const nothing: Limits = { diskMb: 0, bandwidthMb: 0, webDomains: 0, webAliases: 0, databases: 0, mailDomains: 0, mailAccounts: 0, dnsDomains: 0, dnsRecords: 0, cronJobs: 0, backups: 0 };

/** What one role of an account may hold: of every other role, nothing. */
function roleLimits(role: Role, of: ProductLimits): Limits {
  switch (role) {
    case 'web':
      return { ...nothing, diskMb: of.web_disk_quota, bandwidthMb: of.web_bandwidth, webDomains: 1, webAliases: WEB_ALIASES, databases: of.web_databases, cronJobs: of.web_cron_jobs, backups: of.web_backups };
    case 'mail':
      return { ...nothing, diskMb: of.mail_disk_quota, bandwidthMb: null, mailDomains: 1, mailAccounts: of.mail_accounts, backups: of.mail_backups };
    case 'dns':
      return { ...nothing, bandwidthMb: null, dnsDomains: 1, dnsRecords: of.dns_records };
  }
}

const most = (values: readonly (number | null)[]): number | null => (values.includes(null) ? null : Math.max(...values.map((value) => value ?? 0)));
const sum = (values: readonly (number | null)[]): number | null => (values.includes(null) ? null : values.reduce<number>((total, value) => total + (value ?? 0), 0));

/** What the panel account that these roles share may hold. */
export function accountLimits(roles: readonly Role[], of: ProductLimits): Limits {
  const each = roles.map((role) => roleLimits(role, of));
  const keys = Object.keys(nothing) as (keyof Limits)[];
  const merged = Object.fromEntries(keys.map((key) => [key, most(each.map((limits) => limits[key]))])) as unknown as Limits;
  return { ...merged, diskMb: sum(each.map((limits) => limits.diskMb)), bandwidthMb: roles.includes('web') ? of.web_bandwidth : null };
}
