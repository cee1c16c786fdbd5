'use client';
import { type FocusEvent, useLayoutEffect, useRef } from 'react';
import { Clock } from '#app/_ui/clock.tsx';
import type { Connection } from '#app/_ui/connection.ts';
import { LiveRegion } from '#app/_ui/live-region.tsx';
import { Note } from '#app/_ui/note.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { serviceWords, type ServiceState } from '#server/core/operation.ts';
import { currentOperation, progressOf, type Progress } from '#server/core/progress.ts';
import type { ServiceView, TaskView } from '#server/core/view.ts';
import { Failed, type Retry } from './failed.tsx';
import { titleOf } from './failure-words.ts';
import { Frame } from './frame.tsx';
import { Home } from './home.tsx';
import { Splash } from './splash.tsx';

interface ServiceProps extends Retry {
  view: ServiceView;
  connection: Connection;
  /** Milliseconds that the server's clock is ahead. */
  offset: number;
  /** ISO: when the view was last known to be true. */
  asOf: string | null;
}

const leads: Record<ServiceState, string> = {
  waiting: 'We are setting up your hosting',
  deploying: 'We are setting up your hosting',
  failed: 'Your hosting is not ready yet',
  active: 'Your hosting',
  suspended: 'Your hosting is suspended',
  terminating: 'Your hosting is being closed',
  terminated: 'Your hosting is closed',
};

/** All that a customer sees of a service. One state follows another in place: the head stays, what is below it changes. */
export function Service({ view, connection, offset, asOf, ...retry }: ServiceProps) {
  const { service } = view;
  const operation = currentOperation(view);
  const progress = operation === null ? null : progressOf(view, operation);
  const tasks = view.tasks.filter((task) => task.operationId === operation?.id);
  const focus = useFocusKept(service.state);
  return (
    <Clock offset={offset}>
      <div onFocus={focus.onFocus}>
        <Frame
          lead={leads[service.state]}
          domain={service.domain}
          pill={service.state === 'active' && <StatusPill words={serviceWords.active} audience="customer" />}
          wide={service.state === 'active'}
          connection={connection}
          asOf={asOf}
          heading={focus.heading}
        >
          <Body view={view} progress={progress} tasks={tasks} connection={connection} retry={retry} />
        </Frame>
      </div>
      <LiveRegion message={spoken(view, progress)} urgent={service.state === 'failed'} />
    </Clock>
  );
}

interface BodyProps {
  view: ServiceView;
  progress: Progress | null;
  tasks: readonly TaskView[];
  connection: Connection;
  retry: Retry;
}

function Body({ view: { service }, progress, tasks, connection, retry }: BodyProps) {
  if (service.state === 'deploying' && progress !== null) return <Splash progress={progress} tasks={tasks} connection={connection} />;
  if (service.state === 'waiting') return <Note tone="accent" icon="clock" className="mt-6 max-w-[760px]">Your order is in. Setting it up begins shortly; you can close this page and come back.</Note>;
  if (service.state === 'failed' && progress !== null) return <Failed progress={progress} tasks={tasks} reference={service.reference} {...retry} />;
  if (service.state === 'active' && service.home !== null) return <Home service={service} home={service.home} readyAt={progress?.operation.finishedAt ?? null} />;
  return <Note tone="wait" icon="pause" className="mt-6 max-w-[760px]">Please write to us if you have a question about it. Your reference is {service.reference}.</Note>;
}

function spoken({ service, tasks }: ServiceView, progress: Progress | null): string {
  if (service.state === 'active') return 'Your hosting is ready.';
  if (service.state === 'failed') return `${titleOf(tasks)}.`;
  return progress === null ? '' : `${progress.now}. ${progress.done} of ${progress.total} steps completed.`;
}

/** Whoever was in the part that went away finds themselves at the name, not at the top of WHMCS. */
function useFocusKept(state: ServiceState) {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const lost = last.current !== null && !last.current.isConnected && document.activeElement === document.body;
    if (lost) heading.current?.focus({ preventScroll: true });
  }, [state]);
  return { heading, onFocus: (event: FocusEvent) => { last.current = event.target; } };
}
