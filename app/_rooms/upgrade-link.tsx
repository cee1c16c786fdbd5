'use client';
import { useTranslations } from 'use-intl';
import { OutsideLink } from '#app/_ui/outside-link.tsx';
import { useRooms } from './room-context.tsx';

/** Where a customer gets more than the plan has; nothing where no address is known, and nothing for staff. */
export function UpgradeLink() {
  const t = useTranslations('room');
  const { view: { service: { home } }, audience } = useRooms();
  const address = home?.upgrade ?? null;
  return address === null || audience === 'staff' ? null : <span className="text-sm font-[540]"><OutsideLink href={address}>{t('upgrade')}</OutsideLink></span>;
}
