import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { Secret } from '#server/core/secret.ts';
import { sealer } from '#server/seal.ts';
import { catalogue, settingKeys } from './catalogue.ts';
import { settingsStore, type Settings, type SettingsStore } from './store.ts';
import { readImport, settingsText } from './yaml.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: SettingsStore;
beforeAll(async () => {
  database = await testDatabase(inject('databaseUrl'));
  store = settingsStore(database.db, sealer(new Secret('k'.repeat(32))));
});
afterAll(() => database[Symbol.asyncDispose]());
const fallbacks = Object.fromEntries(settingKeys.map((key) => [key, catalogue[key].fallback])) as Settings;

describe('settings as YAML', () => {
  it('go out and come back the same, without a secret, which stays where it is', async () => {
    await store.saveAll({
      mailServer: { ...catalogue.mailServer.fallback, host: 'smtp.brightwood.test', password: 'canary-of-mail' },
      brand: { name: 'Bright: "Wood" # & co', accent: '#1a7f4b', whileBuilt: "it's\tyes".replace('\t', ' '), whenReady: '- no' },
      upgrade: '', driftScan: { on: false, fromHour: 3, hours: 2, repair: true }, autoSsl: { ...catalogue.autoSsl.fallback, warnDays: [7] },
      retry: { default: { attempts: 5, baseSeconds: 0.5, factor: 2, capSeconds: 60, jitter: 0.25 }, dns: { attempts: 1, baseSeconds: 0, factor: 1, capSeconds: 1, jitter: 0 } },
    });
    const before = await store.all();
    const text = settingsText(before);
    expect(text).not.toContain('canary');
    expect(text).not.toContain(before.mailServer.password);
    expect(readImport(text, before)).toMatchObject({ differences: [], faults: [], values: {} });
    await store.saveAll(fallbacks);
    await store.save('mailServer', { ...catalogue.mailServer.fallback, host: 'old', password: 'kept' });
    const found = readImport(text, await store.all());
    expect(found.faults).toEqual([]);
    await store.saveAll(found.values);
    const { mailServer: { password: _, ...mailServer }, ...rest } = await store.all();
    const { mailServer: { password: __, ...theirs }, ...others } = before;
    expect({ ...rest, mailServer }).toEqual({ ...others, mailServer: theirs });
    // It was for another server, and does not go to this one.
    expect(await store.secret('mailServer', 'password')).toBeNull();
    await store.save('mailServer', { ...catalogue.mailServer.fallback, ...theirs, port: 26, password: 'kept' });
    await store.saveAll(readImport(text, await store.all()).values);
    expect([(await store.secret('mailServer', 'password'))?.reveal(), (await store.all()).mailServer.port]).toEqual(['kept', 587]);
  });

  it('an import says what it would change, part by part, and leaves what it does not name', () => {
    const found = readImport('settings:\n  queue: { giveUpHours: 6 }\n  autoSsl:\n    freezeAfter: 5\n  quorum: 2\n', fallbacks);
    expect(found.differences).toEqual([
      { key: 'queue', title: 'Queue', part: 'Put off for at most, hours', from: '24', to: '6' },
      { key: 'quorum', title: 'Nameservers before a service goes live', part: null, from: '1', to: '2' },
      { key: 'autoSsl', title: 'Auto-SSL', part: 'Freeze after, failures', from: '3', to: '5' },
    ]);
    expect(found.values).toMatchObject({ autoSsl: { ...fallbacks.autoSsl, freezeAfter: 5 } });
    expect(readImport('settings: { queue: { giveUpHours: 7 } }', fallbacks).mark).not.toBe(found.mark);
  });

  it.each([
    ['settings: { queue: { giveUpHours: 999 } }', 'Queue, Put off for at most, hours: At most 168 hours'],
    ['settings: { gone: 1 }', 'gone is not known here'],
    ['settings: { logo: { png: x } }', 'logo is not known here'],
    ['settings: { queue: { other: 1 } }', 'Queue: other is not known here'],
    ['settings: { mailServer: { password: hunter2 } }', 'Mail server: password is a secret, which is not imported: leave it out'],
    ['settings: { queue: text }', 'Queue: Several fields are expected'],
  ])('%s', (text, fault) => expect(readImport(text, fallbacks)).toMatchObject({ faults: [fault], values: {} }));

  it.each([
    ['settings: [', /^The text is not valid YAML: /],
    ['', 'The text holds no settings: an export begins with “settings:”'],
    ['- a', 'The text holds no settings: an export begins with “settings:”'],
    [`a: &a [x,x,x,x]\nb: &b [*a,*a,*a]\nsettings: { quorum: *b }`, 'The text holds aliases (*name), which are not taken'],
    ['x'.repeat(100_001), 'The text is longer than 100 kB'],
  ])('refuses what is none: %.40s', (text, why) => expect(() => readImport(text, fallbacks)).toThrow(why));
});
