/** What an owner sets for the whole house. */
import { z } from 'zod';
import { keptSizes } from '#db/queries/retention.ts';
import { logoAddress } from '#server/settings/brand.ts';
import { isTyped, settingKeys, type SettingKey } from '#server/settings/catalogue.ts';
import { logoOf } from '#server/settings/logo.ts';
import { shadesOf } from '#server/settings/shades.ts';
import { catalogueView, shownSettings } from '#server/settings/shown.ts';
import { prune } from '#server/tasks/prune.ts';
import type { Api } from '../context.ts';
import { owner, router, staff } from '../trpc.ts';

/** Of the logo its address: its bytes are for whoever shows it. */
async function staffSettings({ settings }: Api) {
  const all = await settings.all();
  return { values: shownSettings(all), logo: all.logo === null ? null : logoAddress(all.logo) };
}

export const settingsRouter = router({
  all: staff.query(async ({ ctx }) => ({ ...(await staffSettings(ctx.api)), sections: catalogueView })),
  /** What becomes of a colour, before it is saved. */
  shades: staff.input(z.object({ accent: z.string().trim().toLowerCase().regex(/^#[0-9a-f]{6}$/, 'The colour is not valid') })).query(({ input }) => shadesOf(input.accent)),
  /** How much is kept now of what is removed in time. */
  sizes: staff.query(({ ctx }) => keptSizes(ctx.api.db)),
  /** What else happens every hour. Answers how many rows went. */
  cleanUp: owner.mutation(async ({ ctx }) => prune(ctx.api.db, (await ctx.api.settings.all()).retention)),
  /** Keeps another logo, or none. `file` is base64. */
  logo: owner.input(z.object({ file: z.base64('The file is not valid').max(250_000, 'The picture is larger than 180 kB').nullable() })).mutation(async ({ ctx, input }) =>
    ctx.api.settings.save('logo', input.file === null ? null : await logoOf(Buffer.from(input.file, 'base64'))),
  ),
  /** Answers what undoes it. */
  save: owner.input(z.object({ key: z.enum(settingKeys.filter(isTyped) as [SettingKey, ...SettingKey[]]), value: z.unknown() })).mutation(({ ctx, input }) => ctx.api.settings.save(input.key, input.value)),
  undo: owner.input(z.object({ change: z.uuid() })).mutation(async ({ ctx, input }) => ({ keys: await ctx.api.settings.undo(input.change) })),
});
