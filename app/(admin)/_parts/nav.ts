import type { Summary } from './fleet.tsx';

interface Place {
  href: string;
  label: string;
  count?: (summary: Summary) => number;
}

export const places: readonly Place[] = [
  { href: '/services', label: 'Services', count: (summary) => summary.services },
  { href: '/tasks', label: 'Tasks', count: (summary) => summary.open },
  { href: '/nodes', label: 'Nodes', count: (summary) => summary.nodes },
  { href: '/products', label: 'Products' },
  { href: '/settings', label: 'Settings' },
];

export const isAt = (pathname: string, href: string): boolean => pathname === href || pathname.startsWith(`${href}/`);
