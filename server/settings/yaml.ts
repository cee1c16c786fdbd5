/** All settings as one text, to keep beside other configuration or to carry to another house. Secrets and pictures stay here. */
import { createHash } from 'node:crypto';
import { isAlias, parseDocument, stringify, visit } from 'yaml';
import { canonical, type Fields, isFields, merged, partOf, type SettingField } from '#server/core/setting.ts';
import { Refused } from '#server/refused.ts';
import { catalogue, isTyped, secretsIn, type SettingKey, settingKeys } from './catalogue.ts';
import type { Settings } from './store.ts';

const MOST = 100_000;
const HEAD = `Settings of Hostwright. Passwords, keys and the logo are not in here, and an import brings none.`;

const without = (value: unknown, names: readonly string[]): unknown => (isFields(value) && names.length > 0 ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) : value);

/** What an export holds of a setting. */
const carried = (key: SettingKey, value: unknown): unknown => without(value, secretsIn(key));

export function settingsText(settings: Settings): string {
  const values = Object.fromEntries(settingKeys.filter(isTyped).map((key) => [key, carried(key, settings[key])]));
  return stringify({ version: 1, settings: values }, { commentString: (text) => `# ${text}`, lineWidth: 100 }).replace(/^/, `# ${HEAD}\n`);
}

export interface Difference {
  key: SettingKey;
  title: string;
  /** One part of it, as its form calls it; null: all of it. */
  part: string | null;
  from: string;
  to: string;
}
export interface Import {
  differences: readonly Difference[];
  /** What is wrong, one sentence each; nothing is taken over while there are any. */
  faults: readonly string[];
  values: Readonly<Partial<Record<SettingKey, unknown>>>;
  /** Of what would change, from what to what: an import is of what was shown. */
  mark: string;
}

const words = (value: unknown): string => (typeof value === 'string' ? (value === '' ? 'empty' : value) : value === undefined ? 'not set' : typeof value === 'object' ? JSON.stringify(value) : String(value));
const same = (a: unknown, b: unknown): boolean => words(a) === words(b) || canonical(a) === canonical(b);

/** No aliases: a few lines of them unfold to more than a memory holds. */
function parsed(text: string): Fields {
  if (text.length > MOST) throw new Refused('BAD_REQUEST', 'The text is longer than 100 kB', 'text');
  const document = parseDocument(text, { schema: 'core', maxAliasCount: 0, prettyErrors: true } as Parameters<typeof parseDocument>[1]);
  const [error] = document.errors;
  if (error !== undefined) throw new Refused('BAD_REQUEST', `The text is not valid YAML: ${error.message.split('\n')[0]?.replace(/:$/, '') ?? ''}`, 'text');
  let aliased = false;
  visit(document, { Node: (_, node) => { aliased ||= isAlias(node); } });
  if (aliased) throw new Refused('BAD_REQUEST', 'The text holds aliases (*name), which are not taken', 'text');
  const value: unknown = document.toJS();
  const settings = isFields(value) && isFields(value['settings']) ? value['settings'] : null;
  if (settings === null) throw new Refused('BAD_REQUEST', 'The text holds no settings: an export begins with “settings:”', 'text');
  return settings;
}

/** One setting of the text over what is here: what it does not name stays. */
function over(key: SettingKey, given: unknown, now: unknown): { value: unknown } | { faults: readonly string[] } {
  const { title, fields, schema } = catalogue[key];
  const named = fields[0]?.name !== '' && fields[0]?.is !== 'policy';
  const known = fields.map(({ name }) => name.split('.')[0] ?? '');
  const secrets = secretsIn(key);
  if (named && isFields(given)) {
    const unknown = Object.keys(given).filter((name) => !known.includes(name));
    if (unknown.length > 0) return { faults: unknown.map((name) => `${title}: ${name} is not known here`) };
    const kept = secrets.filter((name) => given[name] !== undefined && given[name] !== '');
    if (kept.length > 0) return { faults: kept.map((name) => `${title}: ${name} is a secret, which is not imported: leave it out`) };
  }
  const whole = named && isFields(given) ? merged(merged(now, given), Object.fromEntries(secrets.map((name) => [name, '']))) : given;
  const checked = schema.safeParse(whole);
  if (!checked.success) return { faults: checked.error.issues.map((issue) => `${title}${issue.path.length === 0 ? '' : `, ${fields.find(({ name }) => name === issue.path.join('.') || name === issue.path[0])?.label ?? issue.path.join('.')}`}: ${issue.message}`) };
  return { value: without(checked.data, secrets) };
}

function differencesOf(key: SettingKey, before: unknown, after: unknown): readonly Difference[] {
  const { title, fields } = catalogue[key];
  const parts: readonly (SettingField | null)[] = fields[0]?.name === '' ? [null] : fields;
  return parts.flatMap((field) => {
    const [from, to] = field === null ? [before, after] : [partOf(field, before), partOf(field, after)];
    return same(from, to) ? [] : [{ key, title, part: field?.label ?? null, from: words(from), to: words(to) }];
  });
}

/** What an import would change; throws `Refused` for a text that is none at all. */
export function readImport(text: string, settings: Settings): Import {
  const given = parsed(text);
  const faults = Object.keys(given).filter((key) => !settingKeys.includes(key as SettingKey) || !isTyped(key as SettingKey)).map((key) => `${key} is not known here`);
  const values: Partial<Record<SettingKey, unknown>> = {};
  const differences: Difference[] = [];
  for (const key of settingKeys.filter((one) => isTyped(one) && Object.hasOwn(given, one))) {
    const now = carried(key, settings[key]);
    const made = over(key, given[key], settings[key]);
    if ('faults' in made) faults.push(...made.faults);
    else if (canonical(made.value) !== canonical(now)) {
      values[key] = made.value;
      differences.push(...differencesOf(key, now, made.value));
    }
  }
  return { differences, faults, values, mark: createHash('sha256').update(canonical(differences)).digest('base64url') };
}
