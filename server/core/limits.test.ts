import { describe, expect, it } from 'vitest';
import { accountLimits, defaultLimits, laidOver, limit, limitKeys, productLimits } from './limits.ts';

describe('a limit', () => {
  it.each([['10', 10], [' 10 ', 10], ['10.0', 10], [0, 0], ['0', 0], [1024, 1024], ['', null], ['  ', null], [null, null], ['unlimited', null], ['Unlimited', null], ['-1', null], [-1, null]])('%j is %j', (raw, value) => {
    expect(limit.parse(raw)).toBe(value);
  });
  it.each([
    ['abc', 'is not a number'], ['10 GB', 'is not a number'], ['1e3', 'is not a number'], ['0x10', 'is not a number'], [true, 'is not a number'], [[], 'is not a number'], [[5], 'is not a number'], [{}, 'is not a number'], [Number.NaN, 'is not a number'],
    ['10.5', 'is not a whole number'], [-5, 'is below 0'], ['-5', 'is below 0'], ['99999999999', 'is too large'],
  ])('%j %s', (raw, message) => expect(limit.safeParse(raw).error?.issues[0]?.message).toBe(message));
});

describe('an account', () => {
  it('may hold nothing of another role', () => {
    const web = accountLimits(['web'], defaultLimits);
    expect([web.mailDomains, web.mailAccounts, web.dnsDomains, web.dnsRecords]).toEqual([0, 0, 0, 0]);
    const mail = accountLimits(['mail'], defaultLimits);
    expect([mail.webDomains, mail.databases, mail.cronJobs, mail.dnsDomains]).toEqual([0, 0, 0, 0]);
    const dns = accountLimits(['dns'], defaultLimits);
    expect([dns.webDomains, dns.databases, dns.mailDomains, dns.mailAccounts]).toEqual([0, 0, 0, 0]);
  });
  it('that several roles share may hold what each of them may, with the disk of all', () => {
    const all = accountLimits(['web', 'mail', 'dns'], defaultLimits);
    expect(all).toMatchObject({ diskMb: 10_240 + 5120, bandwidthMb: 102_400, webDomains: 1, mailDomains: 1, dnsDomains: 1, mailAccounts: 10, dnsRecords: 100, databases: 3, backups: 3 });
    expect(accountLimits(['web', 'mail'], { ...defaultLimits, mail_disk_quota: null })).toMatchObject({ diskMb: null, dnsDomains: 0 });
  });
  it('keeps unlimited unlimited', () => {
    const all = productLimits.parse(Object.fromEntries(limitKeys.map((key) => [key, 'unlimited'])));
    expect(accountLimits(['web'], all)).toMatchObject({ diskMb: null, databases: null, webDomains: 1 });
    expect(accountLimits(['dns'], all)).toMatchObject({ dnsRecords: null, dnsDomains: 1 });
  });
  it('needs every limit of a product', () => {
    expect(productLimits.safeParse({ ...defaultLimits, dns_records: undefined }).success).toBe(false);
  });
});

describe('an override', () => {
  const own = (limit: number | null) => ({ limit, by: 'Ana', at: '2026-11-30T04:00:00.000Z' });
  it('wins over what was ordered, unlimited as well, and leaves the others', () => {
    expect(laidOver(defaultLimits, { mail_accounts: own(0), web_databases: own(null) }, false)).toEqual({ ...defaultLimits, mail_accounts: 0, web_databases: null });
    expect(laidOver(defaultLimits, {}, false)).toEqual(defaultLimits);
  });
  it('of a named site is its disk space', () => {
    expect(laidOver(defaultLimits, { vanity_site_disk_quota: own(77) }, true)).toMatchObject({ vanity_site_disk_quota: 77, web_disk_quota: 77 });
  });
});
