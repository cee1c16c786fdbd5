import clsx from 'clsx';
import Link from 'next/link';
import type { Tone } from '#server/core/task.ts';
import { CountChip } from './chip.tsx';

interface TabLink {
  href: string;
  label: string;
  count?: number;
  /** Colours the count, as when a failed task waits behind the tab. */
  tone?: Tone;
}

interface TabLinksProps {
  /** What the tabs belong to, for a screen reader. */
  label: string;
  tabs: readonly TabLink[];
  /** The `href` of the page shown. */
  current: string;
}

/** Tabs that are pages: each has an address, so they are links and not a tab widget. */
export function TabLinks({ label, tabs, current }: TabLinksProps) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line [scrollbar-width:none]">
      <ul className="flex gap-0.5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.href === current ? 'page' : undefined}
              className={clsx(
                'flex h-10 items-center gap-1.5 border-b-2 px-2.5 whitespace-nowrap transition-colors focus-visible:-outline-offset-2 pointer-coarse:h-11',
                tab.href === current ? 'border-accent font-[600]' : 'border-transparent text-muted hover:border-line-strong hover:text-text',
              )}
            >
              {tab.label}
              {tab.count !== undefined && <CountChip count={tab.count} tone={tab.tone} />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
