'use client';
import clsx from 'clsx';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { VisuallyHidden } from '#app/_ui/visually-hidden.tsx';
import { type Section, useSettings } from './settings-context.tsx';

/** The first section is the page itself. */
const FIRST = 'whmcs';
const hrefOf = (section: string): string => (section === FIRST ? '/settings' : `/settings/${section}`);

interface Hit {
  href: string;
  title: string;
  where: string;
}

/** What is on a section's page and no entry of the catalogue. */
const besides: Readonly<Record<string, readonly string[]>> = {
  whmcs: ['Connections, keys, allowed addresses'], notifications: ['Targets: mail, webhook, Slack', 'Deliveries'], keys: ['API keys for scripts'], history: ['Audit log', 'Export and import as YAML'],
};

export function hitsIn(sections: readonly Section[], typed: string): readonly Hit[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  return sections.flatMap(({ key, title, entries }) => [
    ...(has(title) ? [{ href: hrefOf(key), title, where: 'Section' }] : []),
    ...(besides[key] ?? []).filter(has).map((part) => ({ href: hrefOf(key), title: part, where: title })),
    ...entries.filter((entry) => has([entry.title, entry.help, ...entry.fields.flatMap((field) => [field.label, field.hint ?? ''])].join(' '))).map((entry) => ({ href: `${hrefOf(key)}#${entry.key}`, title: entry.title, where: title })),
  ]);
}

/** The sections as pages, and a search over everything that can be set. On a phone the sections stand in one line that scrolls. */
export function SectionNav() {
  const pathname = usePathname();
  const { sections } = useSettings();
  const [typed, setTyped] = useState('');
  const hits = hitsIn(sections, typed);
  const current = useRef<HTMLLIElement>(null);
  // On a phone it may stand outside of the line.
  useEffect(() => {
    // What it answers is no clean-up: a promise, in newer browsers.
    current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <div className="flex min-w-0 flex-col gap-3 lg:sticky lg:top-5 lg:self-start">
      <Field label={<VisuallyHidden>Search the settings</VisuallyHidden>} className="relative -mt-1.5">
        <Input type="search" placeholder="Search the settings" autoComplete="off" className="ps-8!" value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => event.key === 'Escape' && setTyped('')} />
        <Search size={16} aria-hidden className="pointer-events-none absolute start-2.5 bottom-2 text-faint pointer-coarse:bottom-3.5" />
      </Field>
      <div role="status" className="empty:hidden">
        {typed.trim() !== '' && <Hits hits={hits} typed={typed} onChosen={() => setTyped('')} />}
      </div>
      <nav aria-label="Settings" className="overflow-x-auto [scrollbar-width:none] max-lg:-mx-4 max-lg:border-b max-lg:border-line max-lg:px-4 sm:max-lg:-mx-7 sm:max-lg:px-7">
        <ul className="flex gap-0.5 lg:flex-col">
          {sections.filter(({ key, entries }) => entries.length > 0 || besides[key] !== undefined).map(({ key, title }) => {
            const here = pathname === hrefOf(key);
            return (
              <li key={key} ref={here ? current : undefined}>
                <Link
                  href={hrefOf(key)} aria-current={here ? 'page' : undefined}
                  className={clsx(
                    'flex h-10 items-center border-b-2 px-2.5 whitespace-nowrap transition-colors focus-visible:-outline-offset-2 lg:h-8 lg:rounded-control lg:border-0 pointer-coarse:h-11',
                    here ? 'border-accent font-[600] lg:bg-wait-soft' : 'border-transparent text-muted hover:text-text lg:hover:bg-wait-soft',
                  )}
                >
                  {title}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </div>
  );
}

function Hits({ hits, typed, onChosen }: { hits: readonly Hit[]; typed: string; onChosen: () => void }) {
  if (hits.length === 0) return <p className="text-sm text-muted">Nothing here speaks of “{typed.trim()}”.</p>;
  return (
    <ul aria-label="Found" className="rounded-card border border-line bg-surface py-1 shadow-card">
      {hits.slice(0, 12).map(({ href, title, where }) => (
        <li key={`${href} ${title}`}>
          <Link href={href} onClick={onChosen} className="flex min-h-8 flex-col px-3 py-1.5 hover:bg-wait-soft focus-visible:-outline-offset-2 pointer-coarse:min-h-11">
            <span>{title}</span>
            <span className="text-sm text-muted">{where}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
