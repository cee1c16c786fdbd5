import { domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domain, login, loginFor, loginIsCut, password, type Role } from './names.ts';
import { decodeLabel } from './punycode.ts';

const fault = (raw: unknown): string | undefined => domain.safeParse(raw).error?.issues[0]?.message;
const label = (length: number): string => 'a'.repeat(length);

describe('a domain', () => {
  it.each([
    ['Customer.COM', 'customer.com'], [' customer.com ', 'customer.com'], ['customer.com.', 'customer.com'], ['www.customer.com', 'customer.com'],
    ['www.www.customer.com', 'customer.com'], ['WWW.Customer.Co.Uk', 'customer.co.uk'], ['shop.customer.com', 'shop.customer.com'], ['1and1.com', '1and1.com'],
    ['bücher.de', 'xn--bcher-kva.de'], ['BÜCHER.DE', 'xn--bcher-kva.de'], ['xn--bcher-kva.de', 'xn--bcher-kva.de'], ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
    ['例え.jp', 'xn--r8jz45g.jp'], ['somebody.github.io', 'somebody.github.io'], [`${label(63)}.com`, `${label(63)}.com`],
  ])('%s is %s', (raw, name) => expect(domain.parse(raw)).toBe(name));

  it.each([
    ['the panel takes a bare suffix', 'com'], ['a public suffix', 'co.uk'], ['www of a suffix', 'www.com'], ['no suffix', 'localhost'], ['an internal name', 'server.local'],
    ['emoji', 'i❤.ws'], ['emoji in punycode', 'xn--i-7iq.ws'], ['an emoji flag', '🇩🇪.com'], ['a broken punycode', 'xn--zzzzzzz99.com'], ['punycode of nothing', 'xn--.com'], ['punycode of plain ASCII', 'xn--a.com'],
    ['a label over 63', `${label(64)}.com`], ['83 characters', `${label(40)}.${label(38)}.com`], ['a whole name of 308', `${`${label(60)}.`.repeat(5)}com`],
    ['82 characters that are more bytes on the node', `${'日'.repeat(27)}.com`],
    ['IPv4', '203.0.113.7'], ['IPv4 in hex', '0x7f.1'], ['a number', '2130706433'], ['IPv6', '[2001:db8::1]'], ['IPv6 bare', '2001:db8::1'],
    ['nothing', ''], ['blank', '   '], ['a blank inside', 'cust omer.com'], ['a line end inside', 'customer\n.com'], ['NUL', 'customer\0.com'],
    ['double dots', 'customer..com'], ['a leading dot', '.customer.com'], ['a leading dash', '-customer.com'], ['a trailing dash', 'customer-.com'], ['an underscore', 'cust_omer.com'],
    ['a wildcard', '*.customer.com'], ['a quote', "cust'omer.com"], ['a double quote', 'cust"omer.com'], ['a semicolon', 'customer.com;reboot'], ['a dollar', '$(reboot).com'], ['a backtick', '`id`.com'],
    ['a slash', 'customer.com/x'], ['a backslash', 'customer.com\\x'], ['an at', 'me@customer.com'], ['a port', 'customer.com:80'], ['a scheme', 'https://customer.com'],
    ['a per cent', 'cust%6fmer.com'], ['a question mark', 'customer.com?x'], ['a hash', 'customer.com#x'], ['an option', '--help'], ['a path up', '../../etc/passwd'],
    ['no text', 7], ['null', null], ['a list', ['customer.com']], ['a very long text', 'a'.repeat(100_000)],
  ])('is refused: %s', (_, raw) => expect(fault(raw)).toMatch(/\w/));

  it('is accepted at exactly 82 characters', () => {
    expect(domain.parse(`${label(40)}.${label(37)}.com`)).toHaveLength(82);
    expect(fault(`${label(40)}.${label(38)}.com`)).toBe('Domain is longer than 82 characters');
  });

  it('holds nothing but small letters, digits, dots and dashes, whatever was typed', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.domain(), fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }), fc.constantFrom('.com', '.de', '.co.uk')).map((parts) => parts.join(''))), (raw) => {
      const parsed = domain.safeParse(raw);
      if (!parsed.success) return;
      expect(parsed.data).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
      expect(parsed.data.length).toBeLessThanOrEqual(82);
      expect(domain.parse(parsed.data)).toBe(parsed.data);
    }), { numRuns: 800, seed: 1 });
  });
});

describe('a punycode label', () => {
  it('is read as the platform reads it', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abz019äßñøжщ中文字한글مرحבاéไทย'), minLength: 1, maxLength: 12 });
    fc.assert(fc.property(word, (text) => {
      const ascii = URL.parse(`http://${text}.com`)?.hostname.split('.')[0];
      if (ascii === undefined || !ascii.startsWith('xn--')) return;
      expect(decodeLabel(ascii)).toBe(domainToUnicode(ascii));
    }), { numRuns: 2000, seed: 1 });
  });
  it.each(['xn--', 'xn--99999999', 'xn--a-é', 'xn--!!!'])('is nothing: %s', (text) => expect(decodeLabel(text)).toBeNull());
});

describe('a login', () => {
  it('is the domain and the role', () => {
    expect(loginFor(domain.parse('rosas-bakery.com'), ['web'])).toBe('rosas-bakery-com-web');
    expect(loginIsCut(domain.parse('rosas-bakery.com'), ['web'])).toBe(false);
  });
  it('fits the panel for every domain, role and salt', () => {
    fc.assert(fc.property(fc.domain(), fc.constantFrom<Role>('web', 'mail', 'dns'), fc.constantFrom('', '7f3a', '7f3a12c9'), (raw, role, salt) => {
      const parsed = domain.safeParse(raw);
      if (!parsed.success) return;
      const name = loginFor(parsed.data, [role], salt);
      expect(login.safeParse(name).success).toBe(true);
      expect(name.length).toBeLessThanOrEqual(30);
      expect(name.endsWith(salt === '' ? `-${role}` : `-${salt}-${role}`)).toBe(true);
      // What is not cut can be read back, so two domains meet in it only where a dot meets a dash.
      const plain = `${parsed.data.replaceAll('.', '-')}-${role}`;
      expect(salt !== '' || loginIsCut(parsed.data, [role]) || name === plain).toBe(true);
    }), { numRuns: 2000, seed: 1 });
  });
  it.each(['1and1.com', 'xn--bcher-kva.de', 'a-very-long-name-of-a-company.com', 'a--b.com'])('says that it needs a salt for %s', (raw) => {
    expect(loginIsCut(domain.parse(raw), ['mail'])).toBe(true);
  });
  it.each(['', 'root;', '-web', '1web', 'web-', 'Web', 'a', 'a'.repeat(31), 'a b', 'ü-web'])('is refused: %j', (raw) => expect(login.safeParse(raw).success).toBe(false));
});

describe('a password', () => {
  it.each(['/etc/shadow', 'short', 'a'.repeat(129), 'line\nend-in-it', 'tab\tin-it-is', 'nul\0in-it-is', 'sep\u2028arator', undefined, 12_345_678])('is refused: %j', (raw) => expect(password.safeParse(raw).success).toBe(false));
  it.each(['correct horse', '-rf / --no', '$(reboot)`id`', 'a/b/c/d/e', "quo'te\"s\\", 'пароль-密码'])('is taken as it is, and never shown: %s', (raw) => {
    const secret = password.parse(raw);
    expect(secret.reveal()).toBe(raw);
    expect(`${secret} ${JSON.stringify({ secret })}`).not.toContain(raw);
  });
});
