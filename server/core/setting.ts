/**
 * What a form needs to know of a setting, as data: one component draws every one of them, and the server checks a write by
 * the same words.
 */
interface Common {
  /** Its place in the value, `mails.ready` for a part of a part; `''` is the value itself. */
  name: string;
  label: string;
  hint?: string;
  /** Means something only while this switch of the same setting is on. */
  needs?: string;
}
export interface NumberField extends Common {
  is: 'number';
  least: number;
  most: number;
  /** In the plural: *seconds*. */
  unit: string;
  whole: boolean;
  /** May be left empty, which is null. */
  optional?: boolean;
  /** Shown so many times as large: a share as percent is 100. */
  shownTimes?: number;
}
export interface TextField extends Common {
  is: 'text';
  most: number;
  optional: boolean;
  mono?: boolean;
  /** More than one: may hold line breaks. */
  lines?: number;
}
export interface ListField extends Common {
  is: 'list';
  of: 'text' | 'number';
  unit: string;
  most: number;
}
export type SettingField =
  | NumberField
  | TextField
  | ListField
  | (Common & { is: 'bool' })
  | (Common & { is: 'choice'; options: { value: string; label: string }[] })
  /** Several of a few, `a,b` in a form. */
  | (Common & { is: 'choices'; options: { value: string; label: string; hint?: string }[]; least: number })
  /** Words by a key, one `key = words` to a line. */
  | (Common & { is: 'map'; most: number })
  | (Common & { is: 'colour' })
  /** Written, never read: the value that comes back is dots. */
  | (Common & { is: 'secret'; most: number })
  /** A policy of several parts with a picture of its own; without a value it follows the one called `default`. */
  | (Common & { is: 'policy'; parts: SettingField[] });

/** Stands for a secret that is set; sent back, it stays as it is. */
export const DOTS = '••••••';

/** As a form holds it. */
export type Raw = string | boolean;

const SOME = 1;
const single = (unit: string): string => unit.replace(/ies$/, 'y').replace(/s$/, '');
/** `1 day`, `30 days`. */
export const counted = (count: number, unit: string): string => (unit === '' ? String(count) : `${count.toLocaleString('en')} ${count === SOME ? single(unit) : unit}`);

const times = (field: NumberField): number => field.shownTimes ?? 1;
/** Without the dust of a division by a hundred. */
const clean = (value: number): number => Number(value.toPrecision(12));

/** What is wrong with a number, in one sentence; null when it is right. */
export function numberFault(field: NumberField, value: unknown): string | null {
  if (value === null && field.optional === true) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'A number is expected';
  const shown = clean(value * times(field));
  if (field.whole && !Number.isInteger(shown)) return field.unit === '' ? 'A whole number is expected' : `A whole number of ${field.unit} is expected`;
  if (value < field.least) return `At least ${counted(clean(field.least * times(field)), field.unit)}`;
  return value > field.most ? `At most ${counted(clean(field.most * times(field)), field.unit)}` : null;
}

/** What can not be shown in one line, or turns it around. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

export function textFault(field: TextField, value: string): string | null {
  if (value === '' && !field.optional) return `${field.label} is missing`;
  if (value.length > field.most) return `${field.label} is longer than ${field.most} characters`;
  const lines = (field.lines ?? 1) > 1 ? value.split('\n') : [value];
  return lines.some((line) => UNSEEN.test(line)) ? `${field.label} holds a character that can not be shown` : null;
}

/** A number as it was typed; null for what is none. */
export function numberFrom(field: NumberField, raw: string): number | null {
  const text = raw.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(text) ? clean(Number(text) / times(field)) : null;
}

const items = (raw: string): readonly string[] => raw.split(/[,\n]/).map((item) => item.trim()).filter((item) => item !== '');

/** `key = words`, a line each. */
export function mapFrom(raw: string): Readonly<Record<string, string>> {
  return Object.fromEntries(raw.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const [key = '', ...rest] = line.split('=');
    return [key.trim(), rest.join('=').trim()];
  }));
}

/** A value as its form shows it. */
export function rawOf(field: SettingField, value: unknown): Raw {
  switch (field.is) {
    case 'bool':
      return value === true;
    case 'number':
      return typeof value === 'number' ? String(clean(value * times(field))) : '';
    case 'list':
      return Array.isArray(value) ? value.join(field.of === 'number' ? ', ' : '\n') : '';
    case 'choices':
      return Array.isArray(value) ? value.join(',') : '';
    case 'map':
      return Object.entries(value ?? {}).map(([key, words]) => `${key} = ${String(words)}`).join('\n');
    case 'policy':
      return '';
    default:
      return typeof value === 'string' ? value : '';
  }
}

/** What a form sends of what it holds; a number that is none goes as it is, for the server to refuse. */
export function valueFrom(field: SettingField, raw: Raw): unknown {
  if (typeof raw === 'boolean') return raw;
  switch (field.is) {
    case 'number':
      return raw.trim() === '' && field.optional === true ? null : (numberFrom(field, raw) ?? raw);
    case 'list':
      return field.of === 'number' ? items(raw).map(Number) : items(raw);
    case 'choices':
      return items(raw);
    case 'map':
      return mapFrom(raw);
    case 'text':
      return raw.trim();
    default:
      return raw;
  }
}

/** What is wrong with what was typed, in one sentence, before it is sent. The server checks more. */
export function rawFault(field: SettingField, raw: Raw): string | null {
  if (typeof raw === 'boolean') return null;
  if (field.is === 'number') return numberFault(field, valueFrom(field, raw));
  if (field.is === 'text') return textFault(field, raw.trim());
  if (field.is === 'choices' && items(raw).length < field.least) return field.least === 1 ? 'Choose at least one' : `Choose at least ${field.least}`;
  if (field.is === 'list' && items(raw).length > field.most) return `At most ${field.most}`;
  return field.is === 'secret' && raw.length > field.most ? `${field.label} is longer than ${field.most} characters` : null;
}

/** A field's own value of a setting's. */
export const partOf = ({ name }: Pick<SettingField, 'name'>, value: unknown): unknown =>
  name === '' ? value : name.split('.').reduce<unknown>((part, step) => (part as Readonly<Record<string, unknown>> | null | undefined)?.[step], value);

export type Fields = Readonly<Record<string, unknown>>;
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `over` says, and of the rest what `under` says; parts of parts too. A list is one value. */
export function merged(under: unknown, over: unknown): unknown {
  if (!isFields(under) || !isFields(over)) return over;
  return { ...under, ...Object.fromEntries(Object.entries(over).map(([name, value]) => [name, merged(under[name], value)])) };
}

/** The same text for the same value: Postgres keeps the keys of an object in an order of its own. */
export const canonical = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (isFields(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part)) ?? '';

/** A value made of its parts. */
export const wholeOf = (parts: readonly (readonly [name: string, value: unknown])[]): unknown =>
  parts.reduce<unknown>((whole, [name, value]) => merged(whole, name === '' ? value : name.split('.').reduceRight<unknown>((part, step) => ({ [step]: part }), value)), {});
