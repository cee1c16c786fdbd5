/** Settings as they are stored: only what differs from the defaults, secrets sealed, and for a while what each change replaced. */
import { eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { settings } from '#db/schema/index.ts';
import { canonical, DOTS, type Fields, isFields, merged } from '#server/core/setting.ts';
import type { Secret } from '#server/core/secret.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { keepReplaced, replacedBy } from './changes.ts';
import { catalogue, secretsIn, type SettingKey, settingKeys, type SettingValue } from './catalogue.ts';

export type Settings = { [K in SettingKey]: SettingValue<K> };

const FRESH_MS = 1000;

/** One setting's change, stored as it stood: null is the default. */
export interface SettingChange {
  key: SettingKey;
  before: unknown;
  after: unknown;
}
/** Writes down who did it, in the same transaction. */
export type Tell = (tx: Tx, changes: readonly SettingChange[]) => Promise<void>;

export interface SettingsStore {
  all(): Promise<Settings>;
  /** Answers what undoes it. */
  save(key: SettingKey, value: unknown, tell?: Tell): Promise<{ change: string }>;
  /** Several at once, all or none. */
  saveAll(values: Readonly<Partial<Record<SettingKey, unknown>>>, tell?: Tell): Promise<{ change: string }>;
  undo(change: string, tell?: Tell): Promise<readonly SettingKey[]>;
  /** A secret field's value; null where none is set. */
  secret(key: SettingKey, name: string): Promise<Secret | null>;
}

/** One as it is stored. A part that an older version did not know is the default's; a value that can't be read counts as not set. */
export function settingOf<K extends SettingKey>(key: K, value: unknown): SettingValue<K> {
  const { schema, fallback } = catalogue[key];
  // A list by a key of its own, such as a policy per class, is not filled up.
  const parsed = schema.safeParse(catalogue[key].picture === 'schedule' ? value : merged(fallback, value));
  return (parsed.success ? parsed.data : fallback) as SettingValue<K>;
}

function read(rows: readonly { key: string; value: unknown }[]): Settings {
  const stored = new Map(rows.map((row) => [row.key, row.value]));
  const entries = settingKeys.map((key) => {
    return [key, stored.has(key) ? settingOf(key, stored.get(key)) : catalogue[key].fallback];
  });
  return Object.fromEntries(entries) as Settings;
}

const sealedUnder = (key: SettingKey, name: string): string => `settings:${key}.${name}`;

/** What was given, checked; throws `Refused` in the words of the setting, at the field. */
function checked(key: SettingKey, value: unknown): unknown {
  const parsed = catalogue[key].schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refused('BAD_REQUEST', `${catalogue[key].title}: ${issue?.message ?? 'not valid'}`, issue?.path.join('.'));
}

/** Secrets that were not touched stay as they are stored; those that were typed are sealed. */
function sealed(sealer: Sealer, key: SettingKey, value: unknown, stored: unknown): unknown {
  const names = secretsIn(key);
  if (names.length === 0) return checked(key, value);
  const before = isFields(stored) ? stored : {};
  const given = isFields(value) ? value : {};
  const kept = names.filter((name) => given[name] === undefined || given[name] === DOTS);
  const whole = checked(key, { ...given, ...Object.fromEntries(kept.map((name) => [name, ''])) }) as Fields;
  const elsewhere = catalogue[key].boundTo?.some((name) => whole[name] !== before[name]) === true;
  const stays = kept.find((name) => given[name] === DOTS && (before[name] ?? '') !== '');
  if (elsewhere && stays !== undefined) throw new Refused('BAD_REQUEST', `${catalogue[key].title}: what is kept goes only where it was kept for: type it again, or leave it empty`, stays);
  const secrets = names.map((name) => {
    const typed = String(whole[name] ?? '');
    return [name, kept.includes(name) ? (elsewhere ? '' : (before[name] ?? '')) : typed === '' ? '' : sealer.seal(typed, sealedUnder(key, name))];
  });
  return { ...whole, ...Object.fromEntries(secrets) };
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** One writer at a time: what a change replaces is what it saw. */
async function locked(tx: Tx, keys: readonly SettingKey[]): Promise<ReadonlyMap<string, unknown>> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('hostwright settings'))`);
  const rows = await tx.select().from(settings).where(inArray(settings.key, [...keys]));
  return new Map(rows.map((row) => [row.key, row.value]));
}

async function write(tx: Tx, { key, after }: SettingChange): Promise<void> {
  if (after === null) await tx.delete(settings).where(eq(settings.key, key));
  else await tx.insert(settings).values({ key, value: after }).onConflictDoUpdate({ target: settings.key, set: { value: after } });
}

async function apply(tx: Tx, changes: readonly SettingChange[], tell: Tell | undefined): Promise<{ change: string }> {
  const change = await keepReplaced(tx, changes);
  for (const one of changes) await write(tx, one);
  if (tell !== undefined && changes.length > 0) await tell(tx, changes);
  return { change };
}

async function undone(tx: Tx, change: string): Promise<readonly SettingChange[]> {
  const now = await locked(tx, settingKeys);
  const parts = await replacedBy(tx, change, (key) => catalogue[key as SettingKey].title);
  return parts.map(({ key, before }) => ({ key: key as SettingKey, before: now.get(key) ?? null, after: before }));
}

/** Reads at most once a second; a change counts everywhere within that. */
export function settingsStore(db: Db, sealer: Sealer): SettingsStore {
  let cached: { at: number; value: Promise<Settings> } | null = null;
  const forget = <T>(value: T): T => {
    cached = null;
    return value;
  };
  const store: SettingsStore = {
    all() {
      if (cached !== null && performance.now() - cached.at < FRESH_MS) return cached.value;
      const value = db.select().from(settings).then(read);
      const mine = { at: performance.now(), value };
      cached = mine;
      // A failed read must not be remembered.
      value.catch(() => { if (cached === mine) cached = null; });
      return value;
    },
    save: (key, value, tell) => store.saveAll({ [key]: value }, tell),
    saveAll: async (values, tell) => db.transaction(async (tx) => {
      const keys = settingKeys.filter((key) => Object.hasOwn(values, key));
      const stored = await locked(tx, keys);
      const changes = keys.map((key) => ({ key, before: stored.get(key) ?? null, after: sealed(sealer, key, values[key], stored.get(key)) }));
      return apply(tx, changes.filter(({ before, after }) => !same(before, after)), tell);
    }).then(forget),
    undo: async (change, tell) => db.transaction(async (tx) => {
      const changes = await undone(tx, change);
      await apply(tx, changes, tell);
      return changes.map(({ key }) => key);
    }).then(forget),
    async secret(key, name) {
      const value = (await store.all())[key] as unknown;
      const text = isFields(value) ? value[name] : '';
      return typeof text === 'string' && text !== '' ? sealer.open(text, sealedUnder(key, name)) : null;
    },
  };
  return store;
}
