'use client';
import { useSyncExternalStore } from 'react';
import { Card } from '#app/_ui/card.tsx';
import { useWritten } from '#app/_ui/clock.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import { operationTitles, operationWords } from '#server/core/operation.ts';
import { copyWords, openCopies } from '#server/core/copies.ts';
import { currentOperation } from '#server/core/progress.ts';
import { whyNoRoom } from '#server/core/why.ts';
import type { OperationView, TaskView } from '#server/core/view.ts';
import { Waterfall } from '../../../../_parts/waterfall/waterfall.tsx';
import { RetryFailed } from '../retry-failed.tsx';
import { useService } from '../service-context.tsx';
import { StatusCard } from './status-card.tsx';

/** Beyond these, an operation is folded until somebody wants it. */
const OPEN = 2;

export function Deploy() {
  const { view, detail } = useService();
  const current = currentOperation(view);
  const operations = view.operations.toSorted((a, b) => b.id - a.id);
  if (view.service.state === 'waiting') return <Card><Empty title="Waiting for capacity">{whyNoRoom(detail.choices) ?? 'No node takes it now'}. It begins by itself when a node is added, a cap rises or a service ends.</Empty></Card>;
  if (current === null || operations.length === 0) return <Card><Empty title="Nothing was deployed yet">The first deployment appears here the moment the order is accepted.</Empty></Card>;
  // What failed of the newest operation is retried at its own card, above.
  const isStuck = (operation: OperationView): boolean => openCopies(view).some((copy) => copy.operation.id === operation.id && copy.state !== 'catchingUp');
  const tasksOf = (operation: OperationView): readonly TaskView[] => view.tasks.filter((task) => task.operationId === operation.id);
  return (
    <>
      <StatusCard operation={current} tasks={tasksOf(current)} />
      <section aria-labelledby="timeline" className="flex flex-col gap-3">
        <header className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 id="timeline" className="text-base font-[600]">Timeline</h2>
          <p className="text-sm text-muted">Every task of this service <Zone /></p>
        </header>
        {operations.slice(0, OPEN).map((operation, index) => (
          <Card key={operation.id} flush {...(operations.length > 1 && { title: <OperationTitle operation={operation} /> })} {...(isStuck(operation) && { actions: <RetryFailed serviceId={view.service.id} /> })}>
            <Waterfall operation={operation} tasks={tasksOf(operation)} legend={index === 0} />
          </Card>
        ))}
        {operations.slice(OPEN).map((operation) => (
          <details key={operation.id} className="rounded-card border border-line bg-surface shadow-card">
            <summary className="px-5 py-3"><span className="inline-flex flex-wrap items-center gap-2"><OperationTitle operation={operation} /></span></summary>
            <Waterfall operation={operation} tasks={tasksOf(operation)} />
          </details>
        ))}
      </section>
    </>
  );
}

function OperationTitle({ operation }: { operation: OperationView }) {
  const copies = openCopies(useService().view).filter((copy) => copy.operation.id === operation.id);
  return (
    <>
      {operationTitles[operation.kind]} #{operation.number}
      <StatusPill words={operationWords[operation.status]} />
      {copies.map(({ role, node, state }) => <Chip key={`${role} ${node?.id}`} tone={copyWords[state].tone}>{node?.name} {copyWords[state].staff.toLowerCase()}</Chip>)}
      <span className="text-sm font-normal text-muted"><ClockTime at={operation.openedAt} /> by {operation.openedBy}</span>
    </>
  );
}

const never = () => () => undefined;

/** Known in the browser only. */
function Zone() {
  const { zone: chosen } = useWritten();
  const own = useSyncExternalStore(never, () => Intl.DateTimeFormat().resolvedOptions().timeZone, () => null);
  const zone = chosen ?? own;
  return zone === null ? null : <>· times in {zone}</>;
}
