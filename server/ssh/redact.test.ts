import { expect, it } from 'vitest';
import { Secret } from '#server/core/secret.ts';
import { redactor } from './redact.ts';
import { quote } from './wire.ts';

const VALUE = `Tr0ub'4dor & "ü3/+`;
const redact = redactor([new Secret(VALUE)]);
const b64 = (text: string): string => Buffer.from(text).toString('base64');

it.each([
  ['as it is', VALUE],
  ['quoted for a shell', quote(VALUE)],
  ['in JSON', JSON.stringify({ p: VALUE })],
  ['in a URL', encodeURIComponent(VALUE)],
  ['in a form', encodeURIComponent(VALUE).replaceAll('%20', '+')],
  ['in hex', Buffer.from(VALUE).toString('hex')],
  ['in base64', b64(VALUE)],
  ['in base64 of a longer text', b64(`user:${VALUE}:more`)],
  ['in base64 of another longer text', b64(`us:${VALUE}!`)],
  ['in base64 for URLs', Buffer.from(VALUE).toString('base64url')],
])('hides a secret %s', (_, text) => {
  const line = redact(`before ${text} after`);
  expect(line).toContain('••••••');
  expect(line.startsWith('before ')).toBe(true);
  expect(line.endsWith(' after')).toBe(true);
  expect(line).not.toContain(VALUE.slice(0, 6));
  expect(line).not.toContain(b64(VALUE).slice(4, 16));
});

it.each([
  ['password=hunter22 next', 'password=•••••• next'],
  ["DB_PASSWORD='a b c'", 'DB_PASSWORD=••••••'],
  ['"apiKey": "abc\\"def", "x": 1', '"apiKey": ••••••, "x": 1'],
  ['        "RKEY": "i1Ajjqrf2BgUeYYr",', '        "RKEY": ••••••,'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer ••••••'],
  ['mysql://root:pw@localhost/db', 'mysql://root:••••••@localhost/db'],
  ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA', '••••••'],
])('hides what looks like a secret: %s', (line, hidden) => expect(redactor([])(line)).toBe(hidden));

it('takes no long time over a hostile line', () => {
  const lines = ['a-'.repeat(4_000), 'password'.repeat(1_000), '://a'.repeat(2_000), '"'.repeat(8_000), 'password="' + '\\'.repeat(8_000)];
  const started = performance.now();
  for (const line of lines) redact(line);
  expect(performance.now() - started).toBeLessThan(500);
});

it('leaves innocent lines as they are', () => {
  const line = 'Error: user alpha exists; see /usr/local/hestia/log, IP 203.0.113.10';
  expect(redact(line)).toBe(line);
});

it('hides every line of a private key', () => {
  const stream = redactor([]);
  const shown = ['-----BEGIN OPENSSH PRIVATE KEY-----', 'b3BlbnNzaC1rZXk', '-----END OPENSSH PRIVATE KEY-----', 'done'].map(stream);
  expect(shown).toEqual(['••••••', '••••••', '••••••', 'done']);
});
