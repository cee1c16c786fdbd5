import { expect, it } from 'vitest';
import { appleProfile, autoconfigFile } from './mail-program.ts';

const hostile = ['</string><key>x</key>', '"><a b="', "'", '&amp;', ']]>', '<!--', '<?php', '\0\u0008\uFFFE', '%EMAILADDRESS%', 'ä\u202e'];
const random = Uint8Array.from({ length: 32 }, (_, at) => 255 - at);
/** Tags alone, as an XML parser would see them. */
const tags = (text: string): readonly string[] => text.match(/<[^>]*>/g) ?? [];

it('a file for mail programs says where mail is, and no password', () => {
  const file = autoconfigFile({ domain: 'customer.com', host: 'mail.host.test' });
  expect(file).toContain('<domain>customer.com</domain>');
  expect(file.match(/<hostname>mail\.host\.test<\/hostname>/g)).toHaveLength(3);
  expect(file.match(/<port>\d+<\/port>/g)).toEqual(['<port>993</port>', '<port>465</port>', '<port>587</port>']);
  expect(file).toContain('<username>%EMAILADDRESS%</username>');
  const profile = appleProfile({ domain: 'customer.com', host: 'mail.host.test', address: 'rosa@customer.com', random });
  expect(profile).toContain('<key>EmailAddress</key>\n      <string>rosa@customer.com</string>');
  expect(profile).toMatch(/<key>IncomingMailServerPortNumber<\/key>\s*<integer>993<\/integer>/);
  expect(profile.match(/<key>PayloadUUID<\/key>\s*<string>([^<]+)/g)?.map((one) => one.slice(-36))).toEqual(['fffefdfc-fbfa-49f8-b7f6-f5f4f3f2f1f0', 'efeeedec-ebea-49e8-a7e6-e5e4e3e2e1e0']);
  expect(profile).not.toMatch(/<key>(Incoming|Outgoing)?Password<\/key>/);
});

it.each(hostile)('nothing breaks out of it: %j', (text) => {
  const plain = tags(autoconfigFile({ domain: 'x', host: 'x' })).map((tag) => tag.replace('id="x"', ''));
  expect(tags(autoconfigFile({ domain: text, host: text })).map((tag) => tag.replace(/id="[^"]*"/, ''))).toEqual(plain);
  expect(tags(appleProfile({ domain: text, host: text, address: text, random }))).toEqual(tags(appleProfile({ domain: 'x', host: 'x', address: 'x', random })));
  // oxlint-disable-next-line no-control-regex -- what no XML may hold
  expect(appleProfile({ domain: text, host: text, address: text, random })).not.toMatch(/[\u0000-\u0008\uFFFE]/);
});
