'use client';
import { useTranslations } from 'use-intl';
import { Select } from '#app/_ui/select.tsx';
import { languageFrom } from '#server/core/language.ts';
import { languageOptions } from './language-sign.tsx';
import { useLanguage } from './viewer-words.tsx';

export function LanguageSelect({ className }: { className?: string }) {
  const t = useTranslations('ui');
  const { language, choose } = useLanguage();
  return <Select aria-label={t('language')} className={className} value={language} options={languageOptions} onChange={(event) => choose(languageFrom(event.target.value) ?? language)} />;
}
