'use client';
import { Languages } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { languageFacts, languageFrom, languages } from '#server/core/language.ts';
import { useLanguage } from './viewer-words.tsx';

// Each language in its own words, for whoever landed in the wrong one.
export const languageOptions = languages.map((value) => ({ value, label: languageFacts[value].name, lang: value }));

/** The languages behind a sign, for a corner of the page. */
export function LanguageSign() {
  const t = useTranslations('ui');
  const { language, choose } = useLanguage();
  return (
    <span title={t('language')} className="relative -my-1 inline-flex size-7 items-center justify-center rounded-control text-muted outline-offset-0 outline-accent transition-colors focus-within:outline-2 hover:bg-wait-soft hover:text-text pointer-coarse:-my-2 pointer-coarse:size-9">
      <Languages size={16} aria-hidden />
      <select aria-label={t('language')} value={language} className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0" onChange={(event) => choose(languageFrom(event.target.value) ?? language)}>
        {languageOptions.map(({ value, label }) => <option key={value} value={value} lang={value}>{label}</option>)}
      </select>
    </span>
  );
}
