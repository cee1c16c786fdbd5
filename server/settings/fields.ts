/** Makes a field of a form and the check of its value from one description, so that a range stands in one place. */
import * as z from 'zod';
import { type ListField, type NumberField, numberFault, numberFrom, type SettingField, type TextField, textFault } from '#server/core/setting.ts';

/** `Omit` of each member of a union. */
type Nameless<F> = F extends unknown ? Omit<F, 'name'> : never;

/** One field that knows its check, and not yet its name. */
interface Part<T> {
  field: Nameless<SettingField>;
  schema: z.ZodType<T>;
}
type More = { hint?: string; needs?: string };

const faultless = <T>(fault: (value: T) => string | null) => (value: T, context: z.RefinementCtx): void => {
  const message = fault(value);
  if (message !== null) context.addIssue({ code: 'custom', message });
};

type Range = Pick<NumberField, 'least' | 'most' | 'unit'> & { whole?: boolean; shownTimes?: number } & More;

export function number(label: string, range: Range): Part<number> {
  const field: NumberField = { name: '', is: 'number', label, whole: true, ...range };
  // The form sends text, an import numbers.
  const schema = z.preprocess((raw) => (typeof raw === 'string' ? (numberFrom(field, raw) ?? raw) : raw), z.number('A number is expected').superRefine(faultless((value) => numberFault(field, value))));
  return { field, schema };
}

type TextRules = Pick<TextField, 'most'> & Partial<Pick<TextField, 'optional' | 'mono' | 'lines'>> & More;

export function text(label: string, rules: TextRules, fault: (value: string) => string | null = () => null): Part<string> {
  const field: TextField = { name: '', is: 'text', label, optional: false, ...rules };
  return { field, schema: z.string(`${label} is not a text`).trim().superRefine(faultless((value) => textFault(field, value) ?? (value === '' ? null : fault(value)))) };
}

export const bool = (label: string, more: More = {}): Part<boolean> => ({ field: { is: 'bool', label, ...more }, schema: z.boolean(`${label}: on or off is expected`) });

export function choice<const V extends string>(label: string, options: readonly { value: V; label: string }[], more: More = {}): Part<V> {
  const values = options.map(({ value }) => value);
  return { field: { is: 'choice', label, options: [...options], ...more }, schema: z.enum(values, `${label}: one of ${values.join(', ')} is expected`) as z.ZodType<V> };
}

/** Whole numbers. */
export function numbers(label: string, range: Pick<NumberField, 'least' | 'most' | 'unit'> & { upTo: number } & More): Part<number[]> {
  const { upTo, ...rest } = range;
  const one: NumberField = { name: '', is: 'number', label, whole: true, ...rest };
  const field: Nameless<ListField> = { is: 'list', of: 'number', label, unit: rest.unit, most: upTo, ...(rest.hint !== undefined && { hint: rest.hint }) };
  return { field, schema: z.array(z.coerce.number('A number is expected').superRefine(faultless((value) => numberFault(one, value)))).min(1, 'At least one').max(upTo, `At most ${upTo}`) };
}

/** Kept sealed; what comes back is dots. */
export const secret = (label: string, more: More & { most: number }): Part<string> => ({ field: { is: 'secret', label, ...more }, schema: z.string(`${label} is not a text`).max(more.most, `${label} is longer than ${more.most} characters`) });

export const colour = (label: string, more: More = {}): Part<string> => ({
  field: { is: 'colour', label, ...more },
  schema: z.union([z.literal(''), z.string().trim().toLowerCase().regex(/^#[0-9a-f]{6}$/)], 'The colour is not valid: # and six digits are expected, such as #1a7f4b'),
});

type Parts = Readonly<Record<string, Part<unknown> | Fieldset<unknown>>>;
type Values<P extends Parts> = { [K in keyof P]: P[K] extends { schema: z.ZodType<infer T> } ? T : never };

export interface Fieldset<T> {
  fields: readonly SettingField[];
  schema: z.ZodType<T>;
}

const named = (name: string, part: Part<unknown> | Fieldset<unknown>): readonly SettingField[] => ('fields' in part ? part.fields.map((field) => ({ ...field, name: `${name}.${field.name}` })) : [{ ...part.field, name }]);

/** A setting of several fields that are saved together; a part may be of several fields again. */
export function fieldset<P extends Parts>(parts: P): Fieldset<Values<P>> {
  const entries = Object.entries(parts);
  const schema = z.object(Object.fromEntries(entries.map(([name, part]) => [name, part.schema])), 'Several fields are expected');
  return { fields: entries.flatMap(([name, part]) => named(name, part)), schema: schema as unknown as z.ZodType<Values<P>> };
}

/** A setting that is one value. */
export const alone = <T>({ field, schema }: Part<T>): Fieldset<T> => ({ fields: [{ ...field, name: '' }], schema });

/** A policy per class; who has none of their own follows `default`. */
export function policies<T>(label: Readonly<Record<string, string>>, of: Fieldset<T>): Fieldset<Record<string, T>> {
  return { fields: Object.entries(label).map(([name, words]) => ({ name, label: words, is: 'policy', parts: [...of.fields] })), schema: z.record(z.string().max(60), of.schema) };
}
