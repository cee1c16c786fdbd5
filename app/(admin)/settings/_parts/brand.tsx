'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Accent } from '#server/core/brand.ts';
import { BrandPreview } from './brand-preview.tsx';
import { HEX } from './field-input.tsx';
import { SettingCard } from './setting-card.tsx';
import { type Entry, useSettings } from './settings-context.tsx';

const USUAL = 'Of buttons, links and progress, such as #1a7f4b. Empty: ours';

/** What becomes of a colour while it is typed; undefined for what is none. */
function useShades(typed: string): { accent: string; made: Accent | undefined } {
  const trpc = useTRPC();
  const accent = useDeferredValue(typed.trim().toLowerCase());
  const { data } = useQuery({ ...trpc.settings.shades.queryOptions({ accent }), enabled: HEX.test(accent), staleTime: Infinity, placeholderData: (previous) => previous });
  return { accent, made: HEX.test(accent) ? data : undefined };
}

/** How it is told from white, and what is shown where that is too little. */
const accentLine = (accent: string, { contrast, kept, shades }: Accent): string =>
  kept ? `${accent} on white: ${contrast} to 1, enough for text. On dark pages it is ${shades.accent[1]}` : `${accent} on white is ${contrast} to 1, and text needs 4.5: ${shades.accent[0]} is shown, and ${shades.accent[1]} on dark pages`;

function AccentHint({ typed }: { typed: string }) {
  const { accent, made } = useShades(typed);
  return made === undefined ? USUAL : accentLine(accent, made);
}

type Draft = ReturnType<typeof useSettings>['values']['brand'];

function Preview({ draft }: { draft: Draft }) {
  const { logo } = useSettings();
  const { made } = useShades(draft.accent);
  return <BrandPreview brand={{ ...draft, logo, shades: made?.shades ?? null }} />;
}

/** The provider's name, colour and words, with the splash as it would be. */
export function BrandSettings({ entry }: { entry: Entry }) {
  const { values } = useSettings();
  return (
    <SettingCard
      entry={entry} hints={({ accent }) => ({ accent: <AccentHint typed={typeof accent === 'string' ? accent : ''} /> })}
      picture={(draft) => <Preview draft={{ ...values.brand, ...(draft as Partial<Draft> | null) }} />}
    />
  );
}
