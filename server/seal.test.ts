import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from './core/secret.ts';
import { sealer } from './seal.ts';

const ours = sealer(new Secret('0123456789abcdef0123456789abcdef'));

it('gives back any text, and never the same sealed text twice', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, row) => {
    const [one, two] = [ours.seal(value, row), ours.seal(value, row)];
    expect(one).not.toBe(two);
    expect(ours.open(one, row).reveal()).toBe(Buffer.from(value).toString('utf8'));
  }));
});

it('opens nothing that was moved to another row, altered, cut, or sealed under another key', () => {
  const sealed = ours.seal('correct-horse-9', 'services.password:7F3A-12C9');
  const row = 'services.password:7F3A-12C9';
  const [version, iv, tag, body = ''] = sealed.split('.');
  const flipped = `${body.startsWith('A') ? 'B' : 'A'}${body.slice(1)}`;
  expect(() => ours.open(sealed, 'services.password:OTHR-0000')).toThrow();
  expect(() => ours.open([version, iv, tag, flipped].join('.'), row)).toThrow();
  expect(() => ours.open([version, iv, (tag ?? '').slice(0, 6), body].join('.'), row)).toThrow();
  expect(() => ours.open([version, iv, tag].join('.'), row)).toThrow(/not in a form/);
  expect(() => ours.open(sealed.replace('v1', 'v2'), row)).toThrow(/not in a form/);
  expect(() => sealer(new Secret('another-key-another-key-another-key')).open(sealed, row)).toThrow();
});

it('says in no error what was sealed', () => {
  const sealed = ours.seal('correct-horse-9', 'a');
  expect(() => ours.open(sealed, 'b')).not.toThrow(/correct-horse/);
});
