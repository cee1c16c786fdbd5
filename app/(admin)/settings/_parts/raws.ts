/** A setting's value as its form holds it, and back. */
import type { FieldErrors, Resolver } from 'react-hook-form';
import { partOf, type Raw, rawFault, rawOf, type SettingField, valueFrom, wholeOf } from '#server/core/setting.ts';

export type Raws = Record<string, Raw>;

/** A setting that is one value has a form of one field; to the form a dot would be a field within a field. */
export const nameOf = (field: SettingField): string => (field.name === '' ? 'value' : field.name.replaceAll('.', '/'));

export const rawsOf = (fields: readonly SettingField[], value: unknown): Raws => Object.fromEntries(fields.map((field) => [nameOf(field), rawOf(field, partOf(field, value))]));

export const valueOf = (fields: readonly SettingField[], raws: Raws): unknown => wholeOf(fields.map((field) => [field.name, valueFrom(field, raws[nameOf(field)] ?? '')]));

/** A field that means nothing now is not asked. */
export const isOff = (field: SettingField, raws: Partial<Raws>): boolean => field.needs !== undefined && raws[field.needs] !== true;

const faultsOf = (fields: readonly SettingField[], raws: Raws): readonly (readonly [string, string])[] =>
  fields.filter((field) => !isOff(field, raws)).flatMap((field) => {
    const fault = rawFault(field, raws[nameOf(field)] ?? '');
    return fault === null ? [] : [[nameOf(field), fault] as const];
  });

export const isRight = (fields: readonly SettingField[], raws: Raws): boolean => faultsOf(fields, raws).length === 0;

export const resolverOf = (fields: readonly SettingField[]): Resolver<Raws, unknown, Raws> => (raws) => {
  const faults = faultsOf(fields, raws);
  if (faults.length === 0) return { values: raws, errors: {} };
  return { values: {}, errors: Object.fromEntries(faults.map(([name, message]) => [name, { type: 'fault', message }])) as FieldErrors<Raws> };
};

/** The field that a refusal is about, as the form calls it; null: the whole. */
export function fieldAt(fields: readonly SettingField[], path: string | null): string | null {
  if (path === null) return null;
  const found = fields.find(({ name }) => name === path || (name !== '' && path.startsWith(`${name}.`))) ?? (fields[0]?.name === '' ? fields[0] : undefined);
  return found === undefined ? null : nameOf(found);
}
