'use client';
import { type ReactNode, startTransition, use, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { type Part, roomsOf, shellOf } from './catalogues.ts';
import { type Language, languageFacts } from '#server/core/language.ts';
import { chooseLanguage, onLanguage, pageLanguage } from './page-language.ts';
import { MoreWords, useShownLanguage, Words } from './words.tsx';

type Shell = Awaited<ReturnType<typeof shellOf>>;

/** The page in its viewer's language; `waiting` stands there until the words have come. A new language takes the old one's place in one step. */
export function ViewerWords({ waiting, children }: { waiting: ReactNode; children: ReactNode }) {
  const language = useSyncExternalStore(onLanguage, pageLanguage, () => null);
  const [shown, setShown] = useState<{ language: Language; part: Shell } | null>(null);
  useEffect(() => {
    if (language === null) return;
    let wanted = true;
    void shellOf(language).then((part) => { if (wanted) startTransition(() => setShown({ language, part })); });
    return () => { wanted = false; };
  }, [language]);
  useLayoutEffect(() => {
    if (shown === null) return;
    document.documentElement.lang = shown.language;
    document.documentElement.dir = languageFacts[shown.language].direction;
  }, [shown]);
  return shown === null ? waiting : <Words language={shown.language} part={shown.part}>{children}</Words>;
}

/** The words of the rooms, with the rooms. */
export function RoomWords({ children }: { children: ReactNode }) {
  const part: Part<object> = use(roomsOf(useShownLanguage()));
  return <MoreWords part={part}>{children}</MoreWords>;
}

/** The language of the page, and how its viewer chooses another; it is kept for them. */
export function useLanguage(): { language: Language; choose: (language: Language) => void } {
  return { language: useShownLanguage(), choose: chooseLanguage };
}
