import type { Db } from '#db/client.ts';
import { settings } from '#db/schema/index.ts';
import { Refused } from '#server/refused.ts';
import { catalogue, type SettingKey, settingKeys, type SettingValue } from './catalogue.ts';

export type Settings = { [K in SettingKey]: SettingValue<K> };

const FRESH_MS = 1000;

export interface SettingsStore {
  all(): Promise<Settings>;
  save(key: SettingKey, value: unknown): Promise<void>;
}

/** One as it is stored. A value that an older version stored and this one can't read counts as not set. */
export function settingOf<K extends SettingKey>(key: K, value: unknown): SettingValue<K> {
  const { schema, fallback } = catalogue[key];
  const parsed = schema.safeParse(value);
  return (parsed.success ? parsed.data : fallback) as SettingValue<K>;
}

function merged(rows: readonly { key: string; value: unknown }[]): Settings {
  const stored = new Map(rows.map((row) => [row.key, row.value]));
  const entries = settingKeys.map((key) => {
    return [key, stored.has(key) ? settingOf(key, stored.get(key)) : catalogue[key].fallback];
  });
  return Object.fromEntries(entries) as Settings;
}

/** Reads at most once a second; a change counts everywhere within that. */
export function settingsStore(db: Db): SettingsStore {
  let cached: { at: number; value: Promise<Settings> } | null = null;
  return {
    all() {
      if (cached !== null && performance.now() - cached.at < FRESH_MS) return cached.value;
      const value = db.select().from(settings).then(merged);
      const mine = { at: performance.now(), value };
      cached = mine;
      // A failed read must not be remembered.
      value.catch(() => { if (cached === mine) cached = null; });
      return value;
    },
    async save(key, value) {
      const parsed = catalogue[key].schema.safeParse(value);
      if (!parsed.success) throw new Refused('BAD_REQUEST', `${catalogue[key].title}: ${parsed.error.issues[0]?.message ?? 'not valid'}`, parsed.error.issues[0]?.path.join('.'));
      await db.insert(settings).values({ key, value: parsed.data }).onConflictDoUpdate({ target: settings.key, set: { value: parsed.data } });
      cached = null;
    },
  };
}
