import { describe, expect, it } from 'vitest';
import { newSite, offeredPhp, phpLabel, siteFault, siteSettings, siteState, type SiteView } from './site.ts';

const settings = (to: object) => siteSettings.safeParse({ ...newSite('default'), ...to });
const redirectTo = (url: string) => settings({ redirect: { url, code: 301 } });

/** What panels, shells, web servers, pages and mail were broken with elsewhere. */
const hostile = [
  '', ' ', '-', '--help', "'", '"', '`id`', '$(id)', '$IFS', ';id', '|id', '&&id', '>x', '<x>', '\\', '\n', 'a\nb', 'a\r\nSet-Cookie: x', '\0', 'a\tb', '../..', '/etc/passwd', '%00', "' or 1=1 --", '<script>alert(1)</script>',
  'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//example.org', 'a\u202eb', 'a\u2028b', '\ufeff', 'x'.repeat(5000), '*.example.org', 'localhost', '127.0.0.1', '[::1]', 'a b', 'a,b.org', 'x.org y.org', 'root@example.org', 'a..b.org', '-a.org', 'a_b.org', '😀.org',
];

describe('the settings of a website', () => {
  it.each(hostile)('no name is %j', (text) => {
    expect(settings({ aliases: [text] }).success).toBe(false);
  });

  it.each([...hostile, 'https://', 'https://a', 'https://localhost/', 'https://10.0.0.1/', 'https://[::1]/', 'https://u:p@example.org/', 'https://example.org\\@evil.org', 'https://example.org/;return', 'https://example.org/{a}', 'https://example.org/$request_uri', 'https://example.org/a&b',
    'https://example.org/a|b', "https://example.org/'", 'https://example.org/"', 'https://example.org/a b', 'https://example.org/a\nb', 'https://example.org#x', 'ftp://example.org', 'HTTPS://', `https://example.org/${'x'.repeat(300)}`])('no address is %j', (url) => {
    expect(redirectTo(url).success).toBe(false);
  });

  it.each([...hostile.filter((text) => text.trim() !== ''), '..', '/..', '/../x', 'a/../b', '/.git', '/a/.env', '/./a', 'a//../..', '/a%2e%2e', '~', '~root', '/a;b', '/a b', 'C:\\x', `/${'x'.repeat(65)}`, `/${'a/'.repeat(120)}`, '/\u002e\u002e/x', '/ä', '*', '/etc/../x'])('no folder is %j', (folder) => {
    const read = settings({ folder });
    // Where a whole path would lead on the machine does not matter: it is one below the website's own folder.
    const plain = /^\/*([A-Za-z0-9_-][A-Za-z0-9._-]{0,63}(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63})*)$/.exec(folder)?.[1];
    expect(read.data?.folder).toBe(plain === undefined ? undefined : `/${plain}`);
  });

  it.each(["default'", '', '-x', '../x', 'a b', 'x'.repeat(65), 'PHP-8_2;id'])('no template is %j', (phpTemplate) => {
    expect(settings({ phpTemplate }).success).toBe(false);
  });

  it('are written in one form', () => {
    expect(settings({ aliases: ['  BÜCHER.de ', 'www.shop.example.org.'] }).data?.aliases).toEqual(['xn--bcher-kva.de', 'www.shop.example.org']);
    expect(settings({ aliases: ['bücher.de', 'xn--bcher-kva.de'] }).success).toBe(false);
    expect(settings({ aliases: Array.from({ length: 20 }, (_, at) => `n${at}.org`) }).success).toBe(false);
    expect(settings({ aliases: [`${'a'.repeat(40)}.${'b'.repeat(40)}.org`] }).success).toBe(false);
    expect(['https://Example.org', 'http://example.org:8080/a/b?c=d', 'https://bücher.de/ä'].map((url) => redirectTo(url).data?.redirect?.url)).toEqual(['https://example.org', 'http://example.org:8080/a/b?c=d', 'https://xn--bcher-kva.de/%C3%A4']);
    expect(settings({ redirect: { url: 'https://example.org', code: 999 } }).success).toBe(false);
  });

  it('have one form of a folder', () => {
    expect(['', ' / ', '//', 'shop', '/shop/', '//shop/public_2.0//'].map((folder) => settings({ folder }).data?.folder)).toEqual(['', '', undefined, '/shop', '/shop', '/shop/public_2.0']);
  });

  it('of a name of the provider’s have no further names', () => {
    const wish = { ...newSite('default'), aliases: settings({ aliases: ['x.org'] }).data?.aliases ?? [] };
    expect(siteFault(wish, { domain: 'rosa.shared.net', guest: true, php: ['default'] })?.field).toBe('aliases');
    expect(siteFault(wish, { domain: 'rosa.net', guest: false, php: ['default'] })).toBeNull();
  });

  it('offer what a website can run with, under names that people know', () => {
    expect(offeredPhp(['PHP-8_2', 'socket', 'default', 'no-php', 'own'], 'own').map(phpLabel)).toEqual(['PHP 8.2', 'The server’s own choice', 'No PHP', 'own']);
  });

  it('stand where their wish and the newest task say', () => {
    const known = newSite('default');
    const view: SiteView = { rev: 1, wish: { ...known, cache: true }, known, waiting: false, off: false, isOff: false, outside: false, php: [], names: true };
    expect((['queued', 'failed', 'cancelled', 'succeeded'] as const).map((status) => siteState(view, { status }))).toEqual(['changing', 'failed', 'failed', 'present']);
    expect(siteState({ ...view, wish: known }, { status: 'failed' })).toBe('present');
  });
});
