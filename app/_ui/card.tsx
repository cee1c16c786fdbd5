import clsx from 'clsx';
import type { ReactNode } from 'react';

interface CardProps {
  title?: ReactNode;
  /** At the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** For tables and lists that bring their own rows to the edges. */
  flush?: boolean;
  className?: string;
}

export function Card({ title, actions, children, flush = false, className }: CardProps) {
  const headed = title !== undefined || actions !== undefined;
  return (
    <section className={clsx('min-w-0 rounded-card border border-line bg-surface shadow-card', className)}>
      {headed && (
        <header className={clsx('flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 pt-4', flush ? 'pb-3' : 'pb-0')}>
          <h2 className="flex min-w-0 flex-wrap items-center gap-2 text-base font-[600]">{title}</h2>
          {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={clsx(flush ? ['overflow-hidden', headed ? 'rounded-b-card' : 'rounded-card'] : 'p-5')}>{children}</div>
    </section>
  );
}
