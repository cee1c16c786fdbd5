import { describe, expect, it } from 'vitest';
import { addressFault, guardedLookup, isPublic } from './guard.ts';

describe('addresses of webhooks', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])('%s is anybody’s', (address) => expect(isPublic(address)).toBe(true));

  it.each([
    '127.0.0.1', '127.255.255.254', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1',
    '::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a00:1', '64:ff9b::a00:1', '2002:a00:1::', '2001::1', '2001:db8::1', 'fec0::1', '::127.0.0.1', 'localhost', '',
  ])('%s is not', (address) => expect(isPublic(address)).toBe(false));

  it.each([
    ['http://93.184.216.34/', 'An address that begins with https:// is expected'],
    ['file:///etc/passwd', 'An address that begins with https:// is expected'],
    ['not an address', 'An address that begins with https:// is expected'],
    ['https://user:secret@example.com/', 'The address holds a user or a password: leave them out, calls are signed'],
    // As browsers and curl read them, each of these is 127.0.0.1 or a metadata service.
    ...['https://127.1/', 'https://0x7f000001/', 'https://2130706433/', 'https://017700000001/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[0:0:0:0:0:ffff:7f00:1]/', 'https://169.254.169.254/latest/', 'https://①②⑦.⓪.⓪.①/', 'https://127.0.0.1./', 'https://0/'].map((address) => [address, expect.stringContaining('is inside a private network')] as const),
    ['https://hooks.slack.com/services/x', null],
    ['https://93.184.216.34/', null],
  ] as const)('%s', (address, fault) => expect(addressFault(address, false)).toEqual(fault));

  it('a name is looked up for the connection itself, and one that leads inside is not connected to', async () => {
    const ask = (allowed: boolean) => new Promise<string>((done) => guardedLookup(allowed)('localhost', { all: true }, (error, found) => done(error?.message ?? JSON.stringify(found))));
    expect(await ask(false)).toContain('localhost is inside a private network');
    expect(await ask(true)).toContain('127.0.0.1');
  });
});
