import { expect, inject, it } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { settings } from '#db/schema/index.ts';
import { catalogue, settingKeys } from './catalogue.ts';
import { settingsStore } from './store.ts';

it('has a default for every setting that its own schema takes', () => {
  for (const key of settingKeys) expect(catalogue[key].schema.parse(catalogue[key].fallback)).toEqual(catalogue[key].fallback);
});

it('a saved value counts at once where it was saved; text from a form is a number', async () => {
  await using database = await testDatabase(inject('databaseUrl'));
  const store = settingsStore(database.db);
  expect((await store.all()).logDays).toBe(90);
  await store.save('logDays', '30');
  expect((await store.all()).logDays).toBe(30);
});

it('refuses what the schema refuses, in the words of the setting, and keeps what was', async () => {
  await using database = await testDatabase(inject('databaseUrl'));
  const store = settingsStore(database.db);
  await expect(store.save('logDays', 0)).rejects.toThrow('Days that task logs are kept: At least a day');
  await expect(store.save('retry', { default: { attempts: 0, baseSeconds: 5, factor: 3, capSeconds: 600, jitter: 0.2 } })).rejects.toThrow('Retry policy: At least one attempt');
  expect(await database.db.select().from(settings)).toEqual([]);
});

it('takes what an older version stored and this one can not read as not set', async () => {
  await using database = await testDatabase(inject('databaseUrl'));
  await database.db.insert(settings).values([{ key: 'logDays', value: 'for ever' }, { key: 'gone', value: 1 }]);
  expect(await settingsStore(database.db).all()).toMatchObject({ logDays: 90 });
});

it('remembers no failed read', async () => {
  await using database = await testDatabase(inject('databaseUrl'));
  const store = settingsStore(database.db);
  await database.pool.query('alter table settings rename to away');
  await expect(store.all()).rejects.toThrow();
  await database.pool.query('alter table away rename to settings');
  expect((await store.all()).logDays).toBe(90);
});
