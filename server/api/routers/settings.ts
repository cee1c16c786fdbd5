/** What an owner sets for the whole house. */
import { z } from 'zod';
import { logoAddress } from '#server/settings/brand.ts';
import { catalogue, isTyped, settingKeys, type SettingKey } from '#server/settings/catalogue.ts';
import { logoOf } from '#server/settings/logo.ts';
import { shadesOf } from '#server/settings/shades.ts';
import type { Api } from '../context.ts';
import { may, router } from '../trpc.ts';

/** Of the logo its address: its bytes are for whoever shows it. */
async function staffSettings({ settings }: Api) {
  const { logo, ...values } = await settings.all();
  return { values, logo: logo === null ? null : logoAddress(logo) };
}

export const settingsRouter = router({
  all: may('look').query(async ({ ctx }) => ({ ...(await staffSettings(ctx.api)), words: settingKeys.map((key) => ({ key, title: catalogue[key].title, help: catalogue[key].help })) })),
  /** What becomes of a colour, before it is saved. */
  shades: may('look').input(z.object({ accent: z.string().trim().toLowerCase().regex(/^#[0-9a-f]{6}$/, 'The colour is not valid') })).query(({ input }) => shadesOf(input.accent)),
  /** Keeps another logo, or none. `file` is base64. */
  logo: may('house').input(z.object({ file: z.base64('The file is not valid').max(250_000, 'The picture is larger than 180 kB').nullable() })).mutation(async ({ ctx, input }) => {
    await ctx.api.settings.save('logo', input.file === null ? null : await logoOf(Buffer.from(input.file, 'base64')));
    return { ok: true };
  }),
  save: may('house').input(z.object({ key: z.enum(settingKeys.filter(isTyped) as [SettingKey, ...SettingKey[]]), value: z.unknown() })).mutation(async ({ ctx, input }) => {
    await ctx.api.settings.save(input.key, input.value);
    return { ok: true };
  }),
});
