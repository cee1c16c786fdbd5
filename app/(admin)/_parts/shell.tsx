'use client';
import { Menu as MenuIcon, X } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { IconButton } from '#app/_ui/icon-button.tsx';
import { LiveSign } from '#app/_ui/live-sign.tsx';
import { Logo } from '#app/_ui/logo.tsx';
import { Note } from '#app/_ui/note.tsx';
import type { Theme } from '#app/_ui/theme.ts';
import { useFleet } from './fleet.tsx';
import { NavLinks } from './nav-links.tsx';
import { UserMenu } from './user-menu.tsx';

interface ShellProps {
  me: Outputs['session']['me'];
  theme: Theme;
  children: ReactNode;
}

const Brand = () => (
  <Link href="/services" className="flex h-9 items-center gap-2.5 rounded-control px-2.5 font-[640]">
    <Logo />
    Hostwright
  </Link>
);

export function Shell({ me, theme, children }: ShellProps) {
  return (
    <div className="min-[900px]:grid min-[900px]:grid-cols-[13rem_minmax(0,1fr)]">
      <a href="#content" className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-surface focus:px-3 focus:py-2 focus:shadow-float">Skip to the content</a>
      <aside aria-label="Side bar" className="sticky top-0 hidden h-dvh flex-col gap-5 border-r border-line bg-sunken px-2.5 pt-4 pb-3 min-[900px]:flex">
        <Brand />
        <div className="flex-1 overflow-y-auto">
          <NavLinks />
        </div>
        <UserMenu me={me} theme={theme} />
      </aside>
      <TopBar me={me} theme={theme} />
      <div className="min-w-0">
        <Banner />
        <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-[1320px] flex-col gap-5 px-4 pt-5 pb-16 sm:px-7">{children}</main>
      </div>
    </div>
  );
}

/** Remembers on which page the menu was opened, so that it closes by itself on the next. */
function TopBar({ me, theme }: Omit<ShellProps, 'children'>) {
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === pathname;
  return (
    <header
      className="sticky top-0 z-30 border-b border-line bg-sunken px-2 min-[900px]:hidden"
      onKeyDown={(event) => event.key === 'Escape' && setOpenAt(null)}
    >
      <div className="flex min-h-12 items-center justify-between">
        <Brand />
        <IconButton label={open ? 'Close the menu' : 'Open the menu'} aria-expanded={open} aria-controls="top-menu" onClick={() => setOpenAt(open ? null : pathname)}>
          {open ? <X size={18} aria-hidden /> : <MenuIcon size={18} aria-hidden />}
        </IconButton>
      </div>
      <div id="top-menu" className={open ? 'flex flex-col gap-3 pb-3' : 'hidden'}>
        <NavLinks />
        <UserMenu me={me} theme={theme} />
      </div>
    </header>
  );
}

/** What holds for every page: nobody works, or what is shown may be old. */
function Banner() {
  const { summary, connection } = useFleet();
  return (
    <div role="status" className="mx-auto flex max-w-[1320px] flex-col gap-2 px-4 not-empty:pt-4 sm:px-7">
      {summary.workers === 0 && <Note tone="warn" icon="pause">No worker is running: orders are accepted and wait.</Note>}
      {connection === 'offline' && (
        <Note tone="bad" icon="pause" action={<LiveSign connection={connection} />}>The connection to the server is gone. What you see was true when it broke; it catches up by itself.</Note>
      )}
    </div>
  );
}
