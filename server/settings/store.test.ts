import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { settings } from '#db/schema/index.ts';
import { Secret } from '#server/core/secret.ts';
import { DOTS, partOf, rawFault, rawOf, valueFrom, wholeOf } from '#server/core/setting.ts';
import { sealer } from '#server/seal.ts';
import { catalogue, settingKeys } from './catalogue.ts';
import { bool, fieldset, text } from './fields.ts';
import { shownSettings, shownStored } from './shown.ts';
import { settingsStore, type SettingsStore } from './store.ts';

const sealed = sealer(new Secret('k'.repeat(32)));
let database: Awaited<ReturnType<typeof testDatabase>>;
let store: SettingsStore;
beforeAll(async () => { database = await testDatabase(inject('databaseUrl')); });
beforeEach(async () => {
  await database.db.delete(settings);
  store = settingsStore(database.db, sealed);
});
afterAll(() => database[Symbol.asyncDispose]());

describe('the catalogue', () => {
  it('has a default for every setting that its own schema takes', () => {
    for (const key of settingKeys) expect(catalogue[key].schema.parse(catalogue[key].fallback)).toEqual(catalogue[key].fallback);
  });

  it('draws each setting so that what its form shows and sends back is the same value', () => {
    for (const { fields, fallback, schema } of settingKeys.map((key) => catalogue[key]).filter((one) => one.fields.length > 0 && one.picture !== 'schedule')) {
      const sent = wholeOf(fields.map((field) => [field.name, valueFrom(field, rawOf(field, partOf(field, fallback)))]));
      for (const field of fields) expect(rawFault(field, rawOf(field, partOf(field, fallback)))).toBeNull();
      expect(schema.parse(sent)).toEqual(fallback);
    }
  });

  it('may have parts of parts, each with a field of its own', () => {
    const { fields, schema } = fieldset({ on: bool('On'), mails: fieldset({ ready: text('Ready', { most: 10, optional: true }), failed: text('Failed', { most: 10 }) }) });
    const value = { on: true, mails: { ready: '', failed: 'Oh' } };
    expect(fields.map((field) => [field.name, partOf(field, value)])).toEqual([['on', true], ['mails.ready', ''], ['mails.failed', 'Oh']]);
    expect(schema.parse(wholeOf(fields.map((field) => [field.name, partOf(field, value)])))).toEqual(value);
    expect(schema.safeParse({ on: true, mails: { ready: 'x', failed: '' } }).error?.issues).toMatchObject([{ path: ['mails', 'failed'], message: 'Failed is missing' }]);
  });

  it('says the same of a wrong number in the form and at the door', () => {
    const field = catalogue.autoSsl.fields.find(({ name }) => name === 'fastSeconds');
    if (field === undefined) throw new Error('The field is gone');
    for (const [raw, words] of [['9', 'At least 10 seconds'], ['3601', 'At most 3,600 seconds'], ['1.5', 'A whole number of seconds is expected'], ['', 'A number is expected'], ['ten', 'A number is expected'], ['10', null]] as const) {
      expect(rawFault(field, raw)).toBe(words);
      const parsed = catalogue.autoSsl.schema.safeParse({ ...catalogue.autoSsl.fallback, fastSeconds: raw });
      expect(parsed.error?.issues[0]?.message ?? null).toBe(words);
    }
  });
});

describe('the store', () => {
  it('a saved value counts at once where it was saved; text from a form is a number', async () => {
    expect((await store.all()).quorum).toBe(1);
    await store.save('quorum', '3');
    expect((await store.all()).quorum).toBe(3);
  });

  it('refuses what the schema refuses, in the words of the setting, and keeps what was', async () => {
    await expect(store.save('quorum', 0)).rejects.toMatchObject({ message: 'Nameservers before a service goes live: At least 1 nameserver' });
    await expect(store.save('retry', { default: { attempts: 0, baseSeconds: 5, factor: 3, capSeconds: 600, jitter: 0.2 } })).rejects.toMatchObject({ message: 'Retry policy: At least 1 attempt', field: 'default.attempts' });
    await expect(store.saveAll({ quorum: 2, queue: { giveUpHours: 999 } })).rejects.toThrow('Queue: At most 168 hours');
    expect(await database.db.select().from(settings)).toEqual([]);
  });

  it('takes what an older version stored and this one can not read as not set, and a part that it did not know as the default', async () => {
    await database.db.insert(settings).values([{ key: 'quorum', value: 'many' }, { key: 'gone', value: 1 }, { key: 'retention', value: { logs: 7 } }]);
    expect(await store.all()).toMatchObject({ quorum: 1, retention: { logs: 7, tasks: 400 } });
  });

  it('remembers no failed read', async () => {
    await database.pool.query('alter table settings rename to away');
    await expect(store.all()).rejects.toThrow();
    await database.pool.query('alter table away rename to settings');
    expect((await store.all()).quorum).toBe(1);
  });

  it('keeps a secret sealed, shows dots, keeps it when dots come back, and lets go of it when it is emptied', async () => {
    const server = { host: 'smtp.brightwood.test', port: 587, security: 'starttls', user: 'noc', from: 'noc@brightwood.test' };
    await store.save('mailServer', { ...server, password: 'correct-horse' });
    expect(JSON.stringify(await database.db.select().from(settings))).not.toContain('correct-horse');
    expect(shownSettings(await store.all()).mailServer.password).toBe(DOTS);
    await store.save('mailServer', { ...server, port: '465', password: DOTS });
    expect([(await store.secret('mailServer', 'password'))?.reveal(), (await store.all()).mailServer.port]).toEqual(['correct-horse', 465]);
    // To another server it is not taken along, whoever may set one.
    await expect(store.save('mailServer', { ...server, host: 'smtp.elsewhere.test', password: DOTS })).rejects.toMatchObject({ field: 'password' });
    await store.save('mailServer', { ...server, password: '' });
    expect(await store.secret('mailServer', 'password')).toBeNull();
  });
});

describe('undo', () => {
  it('brings exactly what was: another value, the default, a sealed secret', async () => {
    const first = await store.save('quorum', 2);
    const second = await store.save('quorum', 3);
    expect(await store.undo(second.change)).toEqual(['quorum']);
    expect((await store.all()).quorum).toBe(2);
    await expect(store.undo(first.change)).rejects.toThrow('Nameservers before a service goes live was changed again since: set it by hand');
    await store.save('mailServer', { ...catalogue.mailServer.fallback, host: 'a', password: 'one' });
    const other = await store.saveAll({ mailServer: { ...catalogue.mailServer.fallback, host: 'b', password: 'two' }, queue: { giveUpHours: 6 } });
    await store.undo(other.change);
    expect([(await store.secret('mailServer', 'password'))?.reveal(), (await store.all()).queue.giveUpHours]).toEqual(['one', 24]);
    expect((await database.db.select().from(settings)).map(({ key }) => key).toSorted()).toEqual(['mailServer', 'quorum']);
  });

  it('is too late after a minute', async () => {
    const { change } = await store.save('quorum', 2);
    await database.pool.query("update setting_changes set at = at - interval '61 seconds'");
    await expect(store.undo(change)).rejects.toThrow('It is too late to undo this: set it by hand');
    expect((await store.all()).quorum).toBe(2);
  });

  it('of two at once one wins, and each change is told with both sides, secrets as dots', async () => {
    const told: unknown[] = [];
    const tell = async (_: unknown, changes: readonly { key: (typeof settingKeys)[number]; before: unknown; after: unknown }[]) => { told.push(...changes.map(({ key, before, after }) => [key, shownStored(key, before), shownStored(key, after)])); };
    const { change } = await store.save('quorum', 2, tell);
    const ends = await Promise.allSettled([store.undo(change, tell), store.undo(change, tell)]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await store.save('mailServer', { ...catalogue.mailServer.fallback, password: 'canary' }, tell);
    expect(told).toEqual([['quorum', 1, 2], ['quorum', 2, 1], ['mailServer', catalogue.mailServer.fallback, { ...catalogue.mailServer.fallback, password: DOTS }]]);
  });
});
