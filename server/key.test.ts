import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { Secret } from './core/secret.ts';
import { checkKey, keyFromFile } from './key.ts';
import { sealer } from './seal.ts';

it('makes a key file once, that only its owner can read', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-key-'));
  const first = keyFromFile(join(dir, 'var'));
  expect(Buffer.byteLength(first.reveal())).toBeGreaterThanOrEqual(32);
  expect(statSync(join(dir, 'var', 'key')).mode & 0o777).toBe(0o600);
  expect(keyFromFile(join(dir, 'var')).reveal()).toBe(first.reveal());
  rmSync(dir, { recursive: true });
});

it('a database keeps the key that it was set up with: another one refuses to start, and harms nothing', async () => {
  await using database = await testDatabase(inject('databaseUrl'));
  const [right, wrong] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'].map((key) => sealer(new Secret(key)));
  if (right === undefined || wrong === undefined) throw new Error('no keys');
  await Promise.all([checkKey(database.db, right), checkKey(database.db, right)]);
  await expect(checkKey(database.db, wrong)).rejects.toThrow(/^HOSTWRIGHT_KEY is not the key that this database was set up with/);
  await checkKey(database.db, right);
});
