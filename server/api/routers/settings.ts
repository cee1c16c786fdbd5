/** What an owner sets for the whole house. */
import * as z from 'zod';
import { deedPage } from '#db/queries/deeds.ts';
import { keptSizes } from '#db/queries/retention.ts';
import { may as holds, type StaffRole, whyNot } from '#server/core/staff-roles.ts';
import { Refused } from '#server/refused.ts';
import { logoAddress } from '#server/settings/brand.ts';
import { isTyped, settingKeys, type SettingKey, writerOf } from '#server/settings/catalogue.ts';
import { logoOf } from '#server/settings/logo.ts';
import { shadesOf } from '#server/settings/shades.ts';
import { catalogueView, shownSettings } from '#server/settings/shown.ts';
import { readImport, settingsText } from '#server/settings/yaml.ts';
import { prune } from '#server/tasks/prune.ts';
import type { Api } from '../context.ts';
import { tellOf } from '../deeds.ts';
import { may, router } from '../trpc.ts';
import { undo } from '../undo.ts';

/** What is done to people is for those who may read of people. */
const house = ['services', 'settings', 'instances', 'whmcs', 'notifications', 'apiKeys', 'nodes', 'groups', 'products'];
const PAGE = 30;
const text = z.string().min(1, 'The text is missing').max(200_000, 'The text is longer than 100 kB');

/** Of the logo its address: its bytes are for whoever shows it. */
async function staffSettings({ settings }: Api) {
  const all = await settings.all();
  return { values: shownSettings(all), logo: all.logo === null ? null : logoAddress(all.logo) };
}

function mayWrite(role: StaffRole, keys: readonly SettingKey[]): void {
  const short = keys.map(writerOf).find((ability) => !holds(role, ability));
  if (short !== undefined) throw new Refused('FORBIDDEN', whyNot(short));
}

export const settingsRouter = router({
  all: may('look').query(async ({ ctx }) => ({ ...(await staffSettings(ctx.api)), sections: catalogueView })),
  /** What becomes of a colour, before it is saved. */
  shades: may('look').input(z.object({ accent: z.string().trim().toLowerCase().regex(/^#[0-9a-f]{6}$/, 'The colour is not valid') })).query(({ input }) => shadesOf(input.accent)),
  /** How much is kept now of what is removed in time. */
  sizes: may('look').query(({ ctx }) => keptSizes(ctx.api.db)),
  /** What else happens every hour. Answers how many rows went. */
  cleanUp: may('house').mutation(async ({ ctx }) => prune(ctx.api.db, (await ctx.api.settings.all()).retention)),
  /** Keeps another logo, or none. `file` is base64. */
  logo: may('house').input(z.object({ file: z.base64('The file is not valid').max(250_000, 'The picture is larger than 180 kB').nullable() })).mutation(async ({ ctx, input }) =>
    ctx.api.settings.save('logo', input.file === null ? null : await logoOf(Buffer.from(input.file, 'base64')), tellOf(ctx.caller.name, 'settings.logo')),
  ),
  /** Answers what undoes it. */
  save: may('house').input(z.object({ key: z.enum(settingKeys.filter(isTyped) as [SettingKey, ...SettingKey[]]), value: z.unknown() })).mutation(({ ctx, input }) => {
    mayWrite(ctx.caller.role, [input.key]);
    return ctx.api.settings.save(input.key, input.value, tellOf(ctx.caller.name, 'settings.save'));
  }),
  /** Of connections, targets and keys as well. */
  undo: may('house').input(z.object({ change: z.uuid() })).mutation(async ({ ctx, input }) => ({ keys: await undo(ctx.api, ctx.caller, input.change) })),
  /** As YAML. */
  export: may('look').query(async ({ ctx }) => ({ text: settingsText(await ctx.api.settings.all()) })),
  /** What an import of this text would change; nothing is written. */
  compare: may('house').input(z.object({ text })).mutation(async ({ ctx, input }) => {
    const { values: _, ...found } = readImport(input.text, await ctx.api.settings.all());
    return { ...found, differences: [...found.differences], faults: [...found.faults] };
  }),
  /** Takes a text over whose changes were looked at: `mark` names them. */
  import: may('house').input(z.object({ text, mark: z.string().max(100) })).mutation(async ({ ctx, input }) => {
    const { values, faults, mark } = readImport(input.text, await ctx.api.settings.all());
    const [fault] = faults;
    if (fault !== undefined) throw new Refused('BAD_REQUEST', fault, 'text');
    if (mark !== input.mark) throw new Refused('CONFLICT', 'The settings have changed since they were compared with this text: compare it again');
    mayWrite(ctx.caller.role, Object.keys(values) as SettingKey[]);
    return ctx.api.settings.saveAll(values, tellOf(ctx.caller.name, 'settings.import'));
  }),
  /** Who changed what in the house, the newest first. */
  deeds: may('look').input(z.object({ cursor: z.number().int().optional() })).query(({ ctx, input }) => deedPage(ctx.api.db, house, { before: input.cursor ?? null, size: PAGE })),
});
