'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import type { Accent } from '#server/core/brand.ts';
import { BrandPreview } from './brand-preview.tsx';
import { LogoSetting } from './logo-setting.tsx';
import { SettingForm } from './setting-form.tsx';
import { type Settings, useSettings } from './use-settings.ts';

const HEX = /^#[0-9a-f]{6}$/i;
/** The page's own, for the box to begin with. */
const OWN_ACCENT = '#2f4fd0';

/** The provider's name, colour and words, with the splash as it would be. */
export function BrandSettings({ initial }: { initial: Settings }) {
  const trpc = useTRPC();
  const { values, logo, words, save } = useSettings(initial);
  const [draft, setDraft] = useState(values.brand);
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const accent = useDeferredValue(draft.accent.trim().toLowerCase());
  const { data: made } = useQuery({ ...trpc.settings.shades.queryOptions({ accent }), enabled: HEX.test(accent), staleTime: Infinity, placeholderData: (previous) => previous });
  const shades = HEX.test(accent) ? (made?.shades ?? null) : null;
  return (
    <>
      <SettingForm words={words('brand')} changed={JSON.stringify(draft) !== JSON.stringify(values.brand)} save={save} onSave={() => save.mutate({ key: 'brand', value: draft })}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Your name" optional hint="Read where there is no logo, and told to those who can’t see it">
            <Input maxLength={60} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <Field label="Colour" optional hint={HEX.test(accent) && made !== undefined ? accentLine(accent, made) : 'Of buttons, links and progress, such as #1a7f4b. Empty: ours'}>
            <span className="flex gap-2">
              <Input mono maxLength={7} spellCheck={false} autoComplete="off" value={draft.accent} onChange={(event) => set({ accent: event.target.value })} />
              <input type="color" aria-label="Pick the colour" className="h-8 w-11 shrink-0 rounded-control border border-control bg-surface p-0.5 pointer-coarse:h-11" value={HEX.test(draft.accent) ? draft.accent.toLowerCase() : OWN_ACCENT} onChange={(event) => set({ accent: event.target.value })} />
            </span>
          </Field>
          <Field label="A sentence while it is built" optional>
            <Input maxLength={200} value={draft.whileBuilt} onChange={(event) => set({ whileBuilt: event.target.value })} />
          </Field>
          <Field label="A sentence when it is ready" optional>
            <Input maxLength={200} value={draft.whenReady} onChange={(event) => set({ whenReady: event.target.value })} />
          </Field>
        </div>
        <BrandPreview brand={{ ...draft, logo, shades }} />
      </SettingForm>
      <LogoSetting logo={logo} name={values.brand.name} words={words('logo')} />
    </>
  );
}

/** How it is told from white, and what is shown where that is too little. */
const accentLine = (accent: string, { contrast, kept, shades }: Accent): string =>
  kept ? `${accent} on white: ${contrast} to 1, enough for text. On dark pages it is ${shades.accent[1]}` : `${accent} on white is ${contrast} to 1, and text needs 4.5: ${shades.accent[0]} is shown, and ${shades.accent[1]} on dark pages`;
