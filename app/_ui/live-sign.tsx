'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Connection } from './connection.ts';

export type { Connection };

const looks: Record<Connection, { dot: string; halo: string }> = {
  live: { dot: 'bg-ok', halo: 'bg-ok-soft' },
  reconnecting: { dot: 'bg-warn', halo: 'bg-warn-soft' },
  offline: { dot: 'bg-bad', halo: 'bg-bad-soft' },
};

/** Whether what is on the screen is now. */
export function LiveSign({ connection }: { connection: Connection }) {
  const t = useTranslations('ui');
  const { dot, halo } = looks[connection];
  return (
    <span className="inline-flex h-5 shrink-0 items-center gap-1.5 text-sm text-muted">
      <span aria-hidden className={clsx('flex size-4 items-center justify-center rounded-full transition-colors', halo)}>
        <span className={clsx('size-2 rounded-full transition-colors', dot)} />
      </span>
      {t(connection)}
    </span>
  );
}
