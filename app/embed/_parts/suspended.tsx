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
  const has = (role: 'web' | 'mail'): boolean => service.home === null || service.home.logins.some((login) => login.role === role);
  const returning = operation?.kind === 'unsuspend' && operation.status === 'running';
  const cells = [
    ...(has('web') ? [{ name: 'Website', value: <Chip tone="warn">Off</Chip>, line: 'Visitors do not see it' }] : []),
    ...(has('mail') ? [{ name: 'Email', value: <Chip tone="warn">Off</Chip>, line: 'No mail is sent or received' }] : []),
    { name: 'Your data', value: <Chip tone="ok">Kept</Chip>, line: 'Nothing was deleted' },
  ];
  return (
    <div className="flex max-w-[760px] animate-arrive flex-col gap-5 pt-6">
      <News operation={operation} reference={service.reference} />
      <div className="rounded-card border border-line bg-surface px-5 py-4">
        <h2 className="text-lg font-[600]">It is switched off for now</h2>
        <p className="mt-1 max-w-[58ch]">Everything is back as it was as soon as it is switched on again; you do not have to set up anything anew.</p>
        {!returning && <p className="mt-3 max-w-[58ch] text-muted">To have it switched on, look for an open invoice in your client area, or write to our support and give this reference.</p>}
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
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-2 text-muted">
      Reference <span className="font-[600] text-text normal-nums">{value}</span>
      <CopyButton value={value} what="reference" />
    </p>
  );
}
