/** The page's language, outside React: settled before the first paint, then chosen by its viewer. */
import { type Language, languageFrom } from '#server/core/language.ts';
import { choiceKey } from './settle.ts';

let current: Language | undefined;
const listeners = new Set<() => void>();

export const pageLanguage = (): Language => (current ??= languageFrom(document.documentElement.lang) ?? 'en');

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(language: Language): void {
  current = language;
  for (const listener of listeners) listener();
}

/** A frame of another site may have no storage: then the choice holds for this page only. */
function kept(): string | null {
  try {
    return localStorage.getItem(choiceKey);
  } catch {
    return null;
  }
}

export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(choiceKey, language);
  } catch {
    // It is not kept, and that is all.
  }
  become(language);
}

/** What WHMCS knows of its client; the viewer's own choice counts for more. */
export function suggestLanguage(text: string): void {
  const language = languageFrom(text);
  if (language !== null && languageFrom(kept()) === null && language !== pageLanguage()) become(language);
}
