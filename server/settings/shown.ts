/** Settings as people may see them: secrets are dots, a picture is its address. */
import { DOTS, partOf, type SettingField } from '#server/core/setting.ts';
import { catalogue, isTyped, secretsIn, type SettingKey, settingKeys, writerOf } from './catalogue.ts';
import { sections } from './sections.ts';
import { settingOf, type Settings } from './store.ts';

/** A value of one setting with its secrets as dots; `''` where none is set. */
export function shownValue(key: SettingKey, value: unknown): unknown {
  const names = secretsIn(key);
  if (names.length === 0 || typeof value !== 'object' || value === null) return value;
  return { ...value, ...Object.fromEntries(names.map((name) => [name, partOf({ name } as SettingField, value) === '' ? '' : DOTS])) };
}

/** One side of a change, for the audit log: what is stored, or the default. Of a picture only its mark. */
export function shownStored(key: SettingKey, stored: unknown): unknown {
  const value: unknown = stored === null ? catalogue[key].fallback : settingOf(key, stored);
  if (key === 'logo') return value === null ? null : (value as { hash: string }).hash;
  return shownValue(key, value);
}

type Shown = { [K in Exclude<SettingKey, 'logo'>]: Settings[K] };

export function shownSettings({ logo: _, ...values }: Settings): Shown {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shownValue(key as SettingKey, value)])) as Shown;
}

/** What the pages draw themselves from. */
export const catalogueView = sections.map((section) => ({
  ...section,
  entries: settingKeys.filter((key) => catalogue[key].section === section.key && (isTyped(key) || catalogue[key].picture !== undefined)).map((key) => {
    const { title, help, fields, picture = null, atStart = false } = catalogue[key];
    return { key, title, help, fields: [...fields], picture, atStart, may: writerOf(key), typed: isTyped(key), fallback: isTyped(key) ? catalogue[key].fallback : null };
  }),
}));
