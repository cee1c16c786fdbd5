'use client';
import clsx from 'clsx';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { type Theme, themeCookie } from './theme.ts';

const choices = [
  { theme: 'light', label: 'Light', Shape: Sun },
  { theme: 'dark', label: 'Dark', Shape: Moon },
  { theme: 'system', label: 'As the system', Shape: Monitor },
] as const;

/** The page wears the theme at once; the cookie lets the server paint the next one right from the start. */
function wear(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

export function ThemeToggle({ theme }: { theme: Theme }) {
  const [chosen, choose] = useState(theme);
  return (
    <div role="group" aria-label="Theme" className="inline-flex rounded-control border border-line bg-sunken p-0.5">
      {choices.map(({ theme: one, label, Shape }) => (
        <button
          key={one}
          type="button"
          title={label}
          aria-label={label}
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
