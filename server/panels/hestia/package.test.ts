import { expect, it } from 'vitest';
import { hostname, packageName } from '#server/core/names.ts';
import { packageFile } from './package.ts';

/** The keys of a package file on a real node: v-add-user-package refuses a file in which one lacks. */
const KEYS = [
  'WEB_TEMPLATE', 'PROXY_TEMPLATE', 'BACKEND_TEMPLATE', 'DNS_TEMPLATE', 'WEB_DOMAINS', 'WEB_ALIASES', 'DNS_DOMAINS', 'DNS_RECORDS', 'MAIL_DOMAINS',
  'MAIL_ACCOUNTS', 'RATE_LIMIT', 'DATABASES', 'CRON_JOBS', 'DISK_QUOTA', 'CPU_QUOTA', 'CPU_QUOTA_PERIOD', 'MEMORY_LIMIT', 'SWAP_LIMIT', 'BANDWIDTH',
  'NS', 'SHELL', 'BACKUPS', 'BACKUPS_INCREMENTAL', 'TIME', 'DATE',
];

it('writes an unlimited number of backups as a large one: to the panel the word is none', () => {
  const limits = { diskMb: null, bandwidthMb: null, webDomains: 1, webAliases: 0, databases: null, mailDomains: 0, mailAccounts: 0, dnsDomains: 0, dnsRecords: 0, cronJobs: 0, backups: null };
  expect(packageFile({ name: packageName.parse('hw-one'), limits, nameservers: [hostname.parse('ns1.host.net')] })).toContain("BACKUPS='999'");
});

it('writes every key that the panel wants, null as unlimited and zero as zero', () => {
  const text = packageFile({
    name: packageName.parse('hw-one'),
    limits: {
      diskMb: 2_000, bandwidthMb: null, webDomains: 1, webAliases: 0, databases: 3, mailDomains: 1, mailAccounts: null, dnsDomains: 0, dnsRecords: null, cronJobs: 5, backups: 2,
    },
    nameservers: [hostname.parse('ns1.host.net'), hostname.parse('ns2.host.net')],
  });
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => line.replace(/=.*/, '')).toSorted()).toEqual(KEYS.toSorted());
  expect(lines).toEqual(expect.arrayContaining(["DISK_QUOTA='2000'", "WEB_ALIASES='0'", "BANDWIDTH='unlimited'", "NS='ns1.host.net,ns2.host.net'"]));
});
