'use client';
import { useTranslations } from 'use-intl';
import { frameThemeCookie, groundOf, type Theme, themeFrom } from '#app/_ui/theme.ts';
import { ThemeToggle } from '#app/_ui/theme-toggle.tsx';
import { LanguageSelect } from '#app/_words/language-select.tsx';

const page = (): HTMLElement | null => (typeof document === 'undefined' ? null : document.querySelector<HTMLElement>('[data-page-theme]'));

/** Inside another site's page: a cookie of its own there, where the browser keeps one. */
function wear(theme: Theme): void {
  const worn = page();
  if (worn !== null) Object.assign(worn.dataset, { pageTheme: theme, pageGround: groundOf(theme, themeFrom(worn.dataset['pageAsked'])) });
  document.cookie = `${frameThemeCookie}=${theme}; Path=/embed; Max-Age=31536000; SameSite=None; Secure; Partitioned`;
}

/** What a reader chooses for this page; until then it is what WHMCS asks for. */
export function Looks() {
  const t = useTranslations('account');
  return (
    <section aria-label={t('looks')}>
      <h3 className="mb-2 font-[600]">{t('looks')}</h3>
      <dl className="divide-y divide-line rounded-card border border-line bg-surface">
        <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
          <dt className="text-muted">{t('theme')}</dt>
          <dd><ThemeToggle theme={themeFrom(page()?.dataset['pageTheme'])} wear={wear} /></dd>
        </div>
        <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
          <dt className="text-muted">{t('language')}</dt>
          <dd><LanguageSelect /></dd>
        </div>
      </dl>
    </section>
  );
}
