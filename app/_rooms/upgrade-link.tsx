'use client';
import { useTranslations } from 'use-intl';
import { Link } from '#app/_ui/link.tsx';
import { useRooms } from './room-context.tsx';

/** Where a customer gets more than the plan has; nothing where no address is known, and nothing for staff. */
export function UpgradeLink() {
  const t = useTranslations('room');
  const { view: { service: { home } }, audience } = useRooms();
  const address = home?.upgrade ?? null;
  return address === null || audience === 'staff' ? null : <span className="text-sm font-[540]"><Link outside href={address}>{t('upgrade')}</Link></span>;
}
