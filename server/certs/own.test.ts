import { expect, it } from 'vitest';
import { newAuthority } from '#e2e/authority.ts';
import { Secret } from '#server/core/secret.ts';
import { checkUpload, type Upload } from './own.ts';

const DAY = 86_400_000;
const now = Date.now();
const authority = newAuthority('House Authority');
const names = ['customer.com', 'www.customer.com'];
const good = authority.issue(names);
const other = authority.issue(names);
const from = (issued: { certificate: string; key: string; chain: string }): Upload => ({ ...issued, key: new Secret(issued.key) });

it('takes one whose chain, key, names and dates are right, the chain in either field', () => {
  const { files, own } = checkUpload(from(good), ['customer.com'], now);
  expect(own.until).toBeGreaterThan(now + 80 * DAY);
  expect(own.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(files.chain).toBe(authority.pem);
  expect(checkUpload({ certificate: `some words\n${good.certificate}${good.chain}`, key: new Secret(good.key), chain: '' }, names, now).files.certificate).toBe(files.certificate);
});

it.each<[string, Upload, string, string]>([
  ['no certificate', { ...from(good), certificate: 'hello', chain: '' }, 'certificate', 'The certificate is missing'],
  ['half of one', { ...from(good), certificate: good.certificate.replace(/\n.{64}\n/, '\n') }, 'certificate', 'can not be read'],
  ['a key that is none', { ...from(good), key: new Secret('hello') }, 'key', 'can not be read'],
  ['another one’s key', { ...from(good), key: new Secret(other.key) }, 'key', 'belongs to another certificate'],
  ['other names', from(authority.issue(['elsewhere.com'])), 'certificate', 'is not for customer.com, but for elsewhere.com'],
  ['one that has expired', from(authority.issue(names, { from: new Date(now - 9 * DAY), until: new Date(now - DAY) })), 'certificate', 'has expired on'],
  ['one that is not valid yet', from(authority.issue(names, { from: new Date(now + DAY) })), 'certificate', 'is not valid before'],
  ['no chain', { ...from(good), chain: '' }, 'chain', 'The chain is not complete'],
  ['a strange chain', { ...from(good), chain: newAuthority('Stranger').pem }, 'chain', 'certificate 1 was not issued by certificate 2'],
  ['the authority first', { ...from(good), certificate: good.chain, chain: good.certificate }, 'certificate', 'yours must come first'],
])('refuses %s', (_, upload, field, words) => {
  let thrown: unknown;
  try {
    checkUpload(upload, ['customer.com'], now);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ field, message: expect.stringContaining(words) });
  expect(String((thrown as Error).message)).not.toContain('PRIVATE');
});
