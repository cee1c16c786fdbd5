'use client';
import clsx from 'clsx';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Theme, themeCookie } from './theme.ts';

const choices = [
  { theme: 'light', Shape: Sun },
  { theme: 'dark', Shape: Moon },
  { theme: 'system', Shape: Monitor },
] as const;

/** The page wears the theme at once; the cookie lets the server paint the next one right from the start. */
function wearPage(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

interface ThemeToggleProps {
  theme: Theme;
  /** How the page puts it on. */
  wear?: (theme: Theme) => void;
}

export function ThemeToggle({ theme, wear = wearPage }: ThemeToggleProps) {
  const t = useTranslations('ui');
  const [chosen, choose] = useState(theme);
  return (
    <div role="group" aria-label={t('theme')} className="inline-flex rounded-control border border-line bg-sunken p-0.5">
      {choices.map(({ theme: one, Shape }) => (
        <button
          key={one}
          type="button"
          title={t(one)}
          aria-label={t(one)}
          aria-pressed={one === chosen}
          onClick={() => {
            wear(one);
            choose(one);
          }}
          className={clsx('flex h-7 w-8 items-center justify-center rounded-[5px] transition-colors pointer-coarse:size-11', one === chosen ? 'bg-surface text-text shadow-card' : 'text-muted hover:text-text')}
        >
          <Shape size={15} aria-hidden />
        </button>
      ))}
    </div>
  );
}
