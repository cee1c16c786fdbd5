import type { ReactNode } from 'react';
import { Link } from './link.tsx';

interface PageHeaderProps {
  title: string;
  crumbs?: readonly { label: string; href?: string }[];
  /** Beside the title: the state. */
  pill?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, crumbs = [], pill, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {crumbs.length > 0 && (
          <nav aria-label={`Path to ${title}`} className="mb-1 flex flex-wrap gap-1.5 text-sm text-muted">
            {crumbs.map((crumb, index) => (
              <span key={crumb.label} className="flex gap-1.5">
                {index > 0 && <span aria-hidden>/</span>}
                {crumb.href === undefined ? crumb.label : <Link href={crumb.href} className="text-muted!">{crumb.label}</Link>}
              </span>
            ))}
          </nav>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-[640] tracking-[-0.02em] wrap-anywhere">{title}</h1>
          {pill}
        </div>
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
