/** How what is done to the settings, to WHMCS instances and to targets is written into the log of deeds. */
import { record } from '#server/audit.ts';
import { partOf } from '#server/core/setting.ts';
import { catalogue } from '#server/settings/catalogue.ts';
import { shownStored } from '#server/settings/shown.ts';
import type { SettingChange, Tell } from '#server/settings/store.ts';

type Parts = Record<string, unknown>;

/** Only what differs, by the names of the parts; a setting that is one value is `value`. */
function sides({ key, before, after }: SettingChange): { before: Parts; after: Parts } {
  const [from, to] = [shownStored(key, before), shownStored(key, after)];
  const { fields } = catalogue[key];
  const named = fields.length > 0 && fields[0]?.name !== '';
  if (!named) return { before: { value: from }, after: { value: to } };
  const differing = fields.filter((field) => JSON.stringify(partOf(field, from)) !== JSON.stringify(partOf(field, to)));
  // A secret that was replaced is dots on both sides: that it was is to be seen.
  const parts = differing.length > 0 ? differing : fields.filter(({ is }) => is === 'secret');
  const side = (value: unknown): Parts => Object.fromEntries(parts.map((field) => [field.name, partOf(field, value) ?? null]));
  return { before: side(from), after: side(to) };
}

/** `what` is the procedure. */
export const tellOf = (who: string, what: `settings.${string}`): Tell => async (tx, changes) => {
  for (const change of changes) await record(tx, { who, what, subject: change.key, ...sides(change) });
};

/** Of two rows what differs, by column; null when nothing does. */
export function differing<R extends object>(before: R, after: R, columns: readonly (keyof R & string)[]): { before: Parts; after: Parts } | null {
  const changed = columns.filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]));
  const side = (row: R): Parts => Object.fromEntries(changed.map((column) => [column, row[column]]));
  return changed.length === 0 ? null : { before: side(before), after: side(after) };
}
