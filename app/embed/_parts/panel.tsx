'use client';
import clsx from 'clsx';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RoomsApi } from '#app/_rooms/room-context.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { rightTo, type Room, roomWords } from '#server/core/rooms.ts';
import type { HomeFacts, ServiceView } from '#server/core/view.ts';
import { QuickActions } from './quick-actions.tsx';

/** With all that they need, and nothing of it before somebody opens one. */
const Rooms = lazy(() => import('./rooms.tsx'));

export type RoomName = 'home' | Room;

/** Those that a customer's product shows. */
const shownOf = ({ has, rooms: terms }: HomeFacts): readonly Room[] => has.filter((room) => rightTo(room, terms) !== 'hidden');

/** The control panel: a line of rooms above the one that is open. `children` is the first of them. */
export function Panel({ view, home, items, children }: { view: ServiceView; home: HomeFacts; items: RoomsApi; children: ReactNode }) {
  const t = useTranslations('splash');
  const said = useSaid();
  const [chosen, setChosen] = useState<RoomName>('home');
  const shown = shownOf(home);
  const tabs: readonly RoomName[] = ['home', ...shown];
  const open = tabs.includes(chosen) ? chosen : 'home';
  return (
    <>
      {tabs.length > 1 && (
        <nav aria-label={t('yours')} className="mt-4 overflow-x-auto border-b border-line [scrollbar-width:none]">
          <ul className="flex gap-0.5">
            {tabs.map((name) => (
              <li key={name}>
                <button
                  type="button" aria-current={name === open ? 'page' : undefined} onClick={() => setChosen(name)}
                  className={clsx('flex h-10 items-center border-b-2 px-2.5 whitespace-nowrap transition-colors focus-visible:-outline-offset-2 pointer-coarse:h-11', name === open ? 'border-accent font-[600]' : 'border-transparent text-muted hover:border-line-strong hover:text-text')}
                >
                  {name === 'home' ? t('overview') : said(roomWords[name])}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {open === 'home' ? (
        <>
          {view.service.state === 'active' && <QuickActions domain={view.service.domain} home={home} shown={shown} onOpen={setChosen} />}
          {children}
          {/* Last on the page: what comes later moves nothing. */}
          <Suspense fallback={null}><div className="max-w-[920px] pt-6"><Rooms name="home" view={view} items={items} /></div></Suspense>
        </>
      ) : (
        <Suspense fallback={<div role="status" aria-label={t('opening')} className="flex flex-col gap-4 pt-6"><Skeleton className="h-8 w-48" /><Skeleton className="h-40 w-full" /></div>}>
          <div className="pt-6"><Rooms name={open} view={view} items={items} /></div>
        </Suspense>
      )}
    </>
  );
}
