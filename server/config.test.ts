import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const KEY = 'k'.repeat(32);

describe('the environment', () => {
  it('may be empty: the embedded database, one process for all, port 3000', () => {
    expect(readConfig({})).toMatchObject({ databaseUrl: null, role: 'all', port: 3000, host: '0.0.0.0', trustProxy: 0, leaseSeconds: null, drainSeconds: 20, varDir: './var', pages: true, gallery: false, dev: false });
  });

  it('takes an empty variable as not set, as compose files write it', () => {
    expect(readConfig({ DATABASE_URL: '', PUBLIC_URL: '', HOSTWRIGHT_KEY: '', PORT: '' })).toMatchObject({ databaseUrl: null, publicUrl: null, key: null, port: 3000 });
  });

  it('keeps of PUBLIC_URL its origin', () => {
    expect(readConfig({ PUBLIC_URL: 'https://Panel.example/some/path?x' }).publicUrl).toBe('https://panel.example');
  });

  it('shows no pages in a worker, and the gallery only outside production unless asked', () => {
    expect(readConfig({ ROLE: 'worker' }).pages).toBe(false);
    expect([readConfig({ NODE_ENV: 'development' }), readConfig({ HOSTWRIGHT_GALLERY: '1' })].map(({ gallery }) => gallery)).toEqual([true, true]);
  });

  it('needs the key with a database of its own choice, of at least 32 bytes', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://u:p@db/x' })).toThrow(/^HOSTWRIGHT_KEY is missing: /);
    expect(() => readConfig({ HOSTWRIGHT_KEY: 'short' })).toThrow('HOSTWRIGHT_KEY must have at least 32 bytes');
    expect(readConfig({ DATABASE_URL: 'postgres://u:p@db/x', HOSTWRIGHT_KEY: KEY }).key?.reveal()).toBe(KEY);
  });

  it('prints its key as dots', () => {
    const config = readConfig({ HOSTWRIGHT_KEY: KEY });
    for (const text of [JSON.stringify(config), inspect(config, { depth: 5 }), String(config.key)]) expect(text).not.toContain(KEY);
  });

  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['ROLE', 'both', /^ROLE /], ['PORT', '70000', /^PORT /], ['PORT', 'http', /^PORT /], ['PUBLIC_URL', 'ftp://x', /^PUBLIC_URL must be an http/], ['DATABASE_URL', 'mysql://u:secret@x/y', /^DATABASE_URL must be postgres/],
    ['TRUST_PROXY', 'yes', /^TRUST_PROXY /], ['LEASE_SECONDS', '0', /^LEASE_SECONDS /], ['WORKER_CAPACITY', '0', /^WORKER_CAPACITY /], ['LOG_LEVEL', 'loud', /^LOG_LEVEL /], ['HOSTWRIGHT_GALLERY', 'maybe', /^HOSTWRIGHT_GALLERY /],
  ];
  it.each(bad)('refuses %s=%s with one sentence that does not repeat it', (name, value, sentence) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(sentence);
    expect(read).not.toThrow(/secret/);
  });

  it('names every variable that is wrong at once', () => {
    expect(() => readConfig({ ROLE: 'both', PORT: 'x' })).toThrow(/^ROLE .*\nPORT .*$/);
  });
});
