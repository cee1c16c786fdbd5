'use client';
import { useTranslations } from 'use-intl';
import { Chip } from '#app/_ui/chip.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import type { OperationView, ServiceFacts } from '#server/core/view.ts';
import { laneCell, laneGrid } from './lanes.tsx';
import { News } from './news.tsx';

interface SuspendedProps {
  service: ServiceFacts;
  operation: OperationView | null;
}

/** Switched off, and nothing lost: what that means, and whom to ask. */
export function Suspended({ service, operation }: SuspendedProps) {
  const t = useTranslations('splash');
  const has = (role: 'web' | 'mail'): boolean => service.home === null || service.home.logins.some((login) => login.role === role);
  const returning = operation?.kind === 'unsuspend' && operation.status === 'running';
  const cells = [
    ...(has('web') ? [{ name: t('website'), value: <Chip tone="warn">{t('isOff')}</Chip>, line: t('noVisitors') }] : []),
    ...(has('mail') ? [{ name: t('email'), value: <Chip tone="warn">{t('isOff')}</Chip>, line: t('noMail') }] : []),
    { name: t('data'), value: <Chip tone="ok">{t('isKept')}</Chip>, line: t('nothingDeleted') },
  ];
  return (
    <div className="flex max-w-[760px] animate-arrive flex-col gap-5 pt-6">
      <News operation={operation} reference={service.reference} />
      <div className="rounded-card border border-line bg-surface px-5 py-4">
        <h2 className="text-lg font-[600]">{t('off')}</h2>
        <p className="mt-1 max-w-[58ch]">{t('offText')}</p>
        {!returning && <p className="mt-3 max-w-[58ch] text-muted">{t('onAgain')}</p>}
        <Reference value={service.reference} />
      </div>
      <dl className={`${laneGrid} grid-cols-2`}>
        {cells.map((cell) => (
          <div key={cell.name} className={laneCell}>
            <dt className="text-sm text-muted">{cell.name}</dt>
            <dd className="mt-1 flex min-h-6 items-center font-[600]">{cell.value}</dd>
            <dd className="mt-1 text-sm text-muted">{cell.line}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What a customer and our support say to each other. */
export function Reference({ value }: { value: string }) {
  const t = useTranslations('splash');
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-2 text-muted">
      {t('reference')} <span className="font-[600] text-text normal-nums">{value}</span>
      <CopyButton value={value} what={t('reference')} />
    </p>
  );
}
