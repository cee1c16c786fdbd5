/** What accounts use, and how near that is to their limits. */
import { type LimitKey, limitKeys, limitWords, type ProductLimits } from './limits.ts';
import type { Role } from './names.ts';
import type { Figures } from './panel.ts';

/** One account of a service, as it was last counted. */
export interface Counted {
  roles: readonly Role[];
  figures: Figures;
  /** ISO. */
  at: string;
}

export const marks = ['fine', 'near', 'over'] as const;
export type Mark = (typeof marks)[number];
export interface Gauge {
  key: LimitKey;
  used: number;
  /** Null = unlimited. */
  limit: number | null;
  mark: Mark;
  /** ISO: when the panel's figure was read. */
  at: string;
}

const NEAR = 0.8;
export const markOf = (used: number, limit: number | null): Mark => (limit === null || used === 0 ? 'fine' : used > limit ? 'over' : used >= limit * NEAR ? 'near' : 'fine');

/** Which account a limit is about, and what of it counts. FTP accounts are not in the panel's figures. */
const measures: Partial<Record<LimitKey, { role: Role; of: (figures: Figures) => number }>> = {
  web_disk_quota: { role: 'web', of: (figures) => Math.max(0, figures.diskMb - figures.mailDiskMb) },
  web_bandwidth: { role: 'web', of: (figures) => figures.bandwidthMb },
  web_databases: { role: 'web', of: (figures) => figures.databases },
  web_cron_jobs: { role: 'web', of: (figures) => figures.cronJobs },
  web_backups: { role: 'web', of: (figures) => figures.backups },
  mail_disk_quota: { role: 'mail', of: (figures) => figures.mailDiskMb },
  mail_accounts: { role: 'mail', of: (figures) => figures.mailAccounts },
  mail_backups: { role: 'mail', of: (figures) => figures.backups },
  dns_records: { role: 'dns', of: (figures) => figures.dnsRecords },
};

/** Every limit of which something is known. Where a role has several nodes the fullest one counts. */
export function gaugesOf(limits: ProductLimits, counted: readonly Counted[]): readonly Gauge[] {
  return limitKeys.flatMap((key): readonly Gauge[] => {
    const measure = measures[key];
    const seen = measure === undefined ? [] : counted.filter(({ roles }) => roles.includes(measure.role)).map(({ figures, at }) => ({ used: measure.of(figures), at }));
    const [most] = seen.toSorted((a, b) => b.used - a.used);
    return most === undefined ? [] : [{ key, limit: limits[key], mark: markOf(most.used, limits[key]), ...most }];
  });
}

const amount = (key: LimitKey, value: number): string => `${value}${limitWords[key].unit === '' ? '' : ` ${limitWords[key].unit}`}`;

/** Why limits can't be lowered to `next`, with the figures; null when what is used fits, or was over before and is not lowered. */
export function whyNotShrink(gauges: readonly Gauge[], next: ProductLimits): string | null {
  const over = gauges.flatMap(({ key, used, limit }) => {
    const after = next[key];
    return after !== null && used > after && (limit === null || after < limit) ? [`${limitWords[key].label} ${amount(key, used)} in use, ${amount(key, after)} allowed`] : [];
  });
  return over.length === 0 ? null : `More is in use than the new limits allow: ${over.join('; ')}`;
}
