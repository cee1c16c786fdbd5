'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { may } from '#server/core/staff-roles.ts';
import { useFleet } from './fleet.tsx';
import { isAt, places } from './nav.ts';
import { useMe } from './staff/me.tsx';

export function NavLinks() {
  const pathname = usePathname();
  const { summary } = useFleet();
  const { role } = useMe();
  return (
    <nav aria-label="Dashboard">
      <ul className="flex flex-col gap-0.5">
        {places.filter(({ ability }) => ability === undefined || may(role, ability)).map(({ href, label, count }) => {
          const here = isAt(pathname, href);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? 'page' : undefined}
                className={clsx(
                  'flex h-9 items-center justify-between gap-2 rounded-control border px-2.5 transition-colors pointer-coarse:h-11',
                  here ? 'border-line bg-surface font-[600] shadow-card' : 'border-transparent text-muted hover:bg-wait-soft hover:text-text',
                )}
              >
                {label}
                {count !== undefined && <span className="text-sm font-normal text-muted">{count(summary).toLocaleString('en')}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
