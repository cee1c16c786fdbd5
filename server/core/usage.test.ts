import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits, limitKeys, type ProductLimits } from './limits.ts';
import type { Figures } from './panel.ts';
import { type Counted, gaugesOf, markOf, whyNotShrink } from './usage.ts';

const none: Figures = { diskMb: 0, mailDiskMb: 0, bandwidthMb: 0, webDomains: 0, databases: 0, mailDomains: 0, mailAccounts: 0, dnsDomains: 0, dnsRecords: 0, cronJobs: 0, backups: 0 };
const at = '2026-11-24T10:00:00.000Z';
const counted = (roles: Counted['roles'], figures: Partial<Figures>): Counted => ({ roles, figures: { ...none, ...figures }, at });
const used = (list: readonly Counted[], limits: ProductLimits = defaultLimits) => Object.fromEntries(gaugesOf(limits, list).map((gauge) => [gauge.key, gauge.used]));

describe('gauges', () => {
  it('of split accounts come each from its own account, the fullest nameserver counting', () => {
    const list = [counted(['web'], { diskMb: 700, databases: 3 }), counted(['mail'], { diskMb: 91, mailDiskMb: 90, mailAccounts: 4 }), counted(['dns'], { dnsRecords: 12 }), counted(['dns'], { dnsRecords: 15 })];
    expect(used(list)).toMatchObject({ web_disk_quota: 700, web_databases: 3, mail_disk_quota: 90, mail_accounts: 4, dns_records: 15 });
  });
  it('of one account for all keep mail and web apart', () => {
    expect(used([counted(['web', 'mail', 'dns'], { diskMb: 500, mailDiskMb: 120 })])).toMatchObject({ web_disk_quota: 380, mail_disk_quota: 120 });
  });
  it('are there only for what was counted, with the time of the figure', () => {
    expect(gaugesOf(defaultLimits, [])).toEqual([]);
    expect(gaugesOf(defaultLimits, [counted(['dns'], { dnsRecords: 80 })])).toEqual([{ key: 'dns_records', used: 80, limit: 100, mark: 'near', at }]);
  });
  it('are near from 80 % on and over beyond the limit; unlimited is never', () => {
    expect([markOf(79, 100), markOf(80, 100), markOf(100, 100), markOf(101, 100), markOf(1e9, null), markOf(0, 0), markOf(1, 0)]).toEqual(['fine', 'near', 'near', 'over', 'fine', 'fine', 'over']);
  });
});

describe('a shrink', () => {
  const gauges = gaugesOf(defaultLimits, [counted(['mail'], { mailAccounts: 7, mailDiskMb: 900 })]);
  it('below what is used is refused with the figures', () => {
    expect(whyNotShrink(gauges, { ...defaultLimits, mail_accounts: 5, mail_disk_quota: 800 })).toBe('More is in use than the new limits allow: Email disk space 900 MB in use, 800 MB allowed; Mailboxes 7 in use, 5 allowed');
  });
  it('that still fits, or a limit that is not lowered, is none', () => {
    expect(whyNotShrink(gauges, { ...defaultLimits, mail_accounts: 7 })).toBeNull();
    expect(whyNotShrink(gaugesOf({ ...defaultLimits, mail_accounts: 5 }, [counted(['mail'], { mailAccounts: 7 })]), { ...defaultLimits, mail_accounts: 5 })).toBeNull();
  });
  it('is refused exactly when a lowered limit is below what is used', () => {
    const limit = fc.option(fc.nat(20));
    const limits = fc.record(Object.fromEntries(limitKeys.map((key) => [key, limit]))) as fc.Arbitrary<ProductLimits>;
    fc.assert(fc.property(limits, limits, fc.nat(20), fc.nat(20), (before, after, mailAccounts, backups) => {
      const now = gaugesOf(before, [counted(['mail'], { mailAccounts, backups })]);
      const lower = (key: 'mail_accounts' | 'mail_backups', amount: number) => { const [old, next] = [before[key], after[key]]; return next !== null && amount > next && (old === null || next < old); };
      expect(whyNotShrink(now, after) !== null).toBe(lower('mail_accounts', mailAccounts) || lower('mail_backups', backups));
    }));
  });
});
