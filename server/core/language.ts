/** The languages of everything that a customer sees. */
export const languages = ['en', 'de', 'ar'] as const;
export type Language = (typeof languages)[number];

interface LanguageFacts {
  /** In itself: whoever can not read the page finds their own. */
  name: string;
  /** What `Intl` is asked in. Figures stand beside addresses and ports here, so Arabic has the same ones. */
  tag: string;
  direction: 'ltr' | 'rtl';
  /** As WHMCS calls it. */
  whmcs: string;
}
export const languageFacts: Record<Language, LanguageFacts> = {
  en: { name: 'English', tag: 'en-GB', direction: 'ltr', whmcs: 'english' },
  de: { name: 'Deutsch', tag: 'de', direction: 'ltr', whmcs: 'german' },
  ar: { name: 'العربية', tag: 'ar-u-nu-latn', direction: 'rtl', whmcs: 'arabic' },
};

/** `german`, `de` and `de-AT` are German; null for a language that we do not have. */
export function languageFrom(text: string | null | undefined): Language | null {
  const word = (text ?? '').toLowerCase();
  return languages.find((language) => word === languageFacts[language].whmcs || word.split('-')[0] === language) ?? null;
}
