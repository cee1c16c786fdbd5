import type { Ability } from '#server/core/staff-roles.ts';
import type { Summary } from './fleet.tsx';

interface Place {
  href: string;
  label: string;
  /** Who sees it; everybody where it is not said. */
  ability?: Ability;
  count?: (summary: Summary) => number;
}

export const places: readonly Place[] = [
  { href: '/services', label: 'Services', count: (summary) => summary.services },
  { href: '/tasks', label: 'Tasks', count: (summary) => summary.open },
  { href: '/nodes', label: 'Nodes', count: (summary) => summary.nodes },
  { href: '/products', label: 'Products' },
  { href: '/people', label: 'People', ability: 'people' },
  { href: '/settings', label: 'Settings' },
];

export const isAt = (pathname: string, href: string): boolean => pathname === href || pathname.startsWith(`${href}/`);
