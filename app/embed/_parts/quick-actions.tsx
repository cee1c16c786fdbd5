'use client';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { OutsideButtonLink } from '#app/_ui/outside-link.tsx';
import type { Room } from '#server/core/rooms.ts';
import type { HomeFacts } from '#server/core/view.ts';

/** In the order of the rooms. */
const quick = ['mailboxes', 'databases', 'dns', 'account'] as const satisfies readonly Room[];

interface QuickActionsProps {
  domain: string;
  home: HomeFacts;
  /** The rooms that this customer may go to. */
  shown: readonly Room[];
  onOpen: (room: Room) => void;
}

/** What people come for most, one click away. */
export function QuickActions({ domain, home, shown, onOpen }: QuickActionsProps) {
  const t = useTranslations('home.quick');
  return (
    <div role="group" aria-label={t('title')} className="flex max-w-[920px] flex-wrap gap-2 pt-5">
      {home.has.includes('web') && <OutsideButtonLink href={`https://${domain}`}>{t('website')}</OutsideButtonLink>}
      {home.webmail !== null && <OutsideButtonLink href={home.webmail}>{t('webmail')}</OutsideButtonLink>}
      {quick.filter((room) => shown.includes(room)).map((room) => <Button key={room} onClick={() => onOpen(room)}>{t(room)}</Button>)}
    </div>
  );
}
