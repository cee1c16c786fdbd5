'use client';
import { type FocusEvent, useLayoutEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { RoomsApi } from '#app/_rooms/room-context.tsx';
import { Clock } from '#app/_ui/clock.tsx';
import type { Connection } from '#app/_ui/connection.ts';
import { LiveRegion } from '#app/_ui/live-region.tsx';
import { Note } from '#app/_ui/note.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { copyLine } from '#server/core/copies.ts';
import { operationNews, serviceWords, type ServiceState } from '#server/core/operation.ts';
import { builtBy, currentOperation, progressOf, type Progress } from '#server/core/progress.ts';
import type { ServiceView, TaskView } from '#server/core/view.ts';
import { Activity } from './activity.tsx';
import { Closed, Closing } from './closing.tsx';
import { Failed, type Retry } from './failed.tsx';
import { useFailureWords } from './failure-words.ts';
import { Frame } from './frame.tsx';
import { Home } from './home.tsx';
import { InPlaceOf } from './in-place-of.tsx';
import { News } from './news.tsx';
import { Panel } from './panel.tsx';
import { Splash } from './splash.tsx';
import { Suspended } from './suspended.tsx';

interface ServiceProps extends Retry {
  view: ServiceView;
  /** Who looks in the customer's place; null for the customer. */
  admin?: string | null;
  items: RoomsApi;
  connection: Connection;
  /** Milliseconds that the server's clock is ahead. */
  offset: number;
  /** ISO: when the view was last known to be true. */
  asOf: string | null;
}

/** Where the lead and what is below it do not say it already. */
const pills: ReadonlySet<ServiceState> = new Set(['active', 'suspended', 'terminating', 'terminated']);

/** All that a customer sees of a service. One state follows another in place: the head stays, what is below it changes. */
export function Service({ view, admin = null, items, connection, offset, asOf, ...retry }: ServiceProps) {
  const t = useTranslations('splash');
  const spoken = useSpoken();
  const { service } = view;
  const operation = currentOperation(view);
  const progress = operation === null ? null : progressOf(view, operation);
  const tasks = view.tasks.filter((task) => task.operationId === operation?.id);
  const focus = useFocusKept(service.state);
  return (
    <Clock offset={offset}>
      <div onFocus={focus.onFocus}>
        {admin !== null && <InPlaceOf admin={admin} />}
        <Frame
          lead={service.state === 'deploying' && operation !== null && operation.kind !== 'deploy' ? t('anew') : t(`lead.${service.state}`)}
          domain={service.domain}
          pill={pills.has(service.state) && <StatusPill words={serviceWords[service.state]} audience="customer" />}
          wide={service.state === 'active' || service.state === 'suspended'}
          connection={connection}
          asOf={asOf}
          heading={focus.heading}
        >
          <Body view={view} items={items} progress={progress} tasks={tasks} connection={connection} retry={retry} />
        </Frame>
      </div>
      <LiveRegion message={spoken(view, progress)} urgent={service.state === 'failed'} />
    </Clock>
  );
}

interface BodyProps {
  view: ServiceView;
  items: RoomsApi;
  progress: Progress | null;
  tasks: readonly TaskView[];
  connection: Connection;
  retry: Retry;
}

function Body({ view, items, progress, tasks, connection, retry }: BodyProps) {
  const t = useTranslations('splash');
  const said = useSaid();
  const { service } = view;
  const { reference } = service;
  const operation = progress?.operation ?? null;
  const late = copyLine(view);
  if (service.state === 'deploying' && progress !== null) return <Splash progress={progress} tasks={tasks} connection={connection} />;
  if (service.state === 'waiting') return <Note tone="accent" icon="clock" className="mt-6 max-w-[760px]">{t('orderIn')}</Note>;
  if (service.state === 'failed' && progress !== null) return <Failed progress={progress} tasks={tasks} reference={reference} {...retry} />;
  if (service.state === 'active' && service.home !== null) {
    return (
      <Panel view={view} home={service.home} items={items}>
        <Home service={service} home={service.home} readyAt={builtBy(view)?.finishedAt ?? null} news={<><News operation={operation} reference={reference} />{late !== null && <p className="text-sm text-muted">{said(late)}</p>}</>} />
        <div className="max-w-[920px]"><Activity tasks={view.tasks} open={false} /></div>
      </Panel>
    );
  }
  if (service.state === 'suspended') {
    const off = <Suspended service={service} operation={operation} />;
    return service.home === null ? off : <Panel view={view} home={service.home} items={items}>{off}</Panel>;
  }
  if (service.state === 'terminating' && progress !== null) return <Closing progress={progress} reference={reference} connection={connection} />;
  if (service.state === 'terminated') return <Closed at={operation?.finishedAt ?? null} reference={reference} />;
  return <Note tone="wait" icon="pause" className="mt-6 max-w-[760px]">{t('question', { reference })}</Note>;
}

/** What is read out of a change. */
function useSpoken(): (view: ServiceView, progress: Progress | null) => string {
  const t = useTranslations('splash');
  const said = useSaid();
  const { titleOf } = useFailureWords();
  return ({ service, tasks }, progress) => {
    if (service.state === 'failed') return `${titleOf(tasks)}.`;
    if (progress === null) return '';
    const { operation, now, done, total } = progress;
    if (service.state === 'deploying' || service.state === 'terminating') return `${said(now)}. ${t('stepsText', { done, total })}.`;
    if (operation.status === 'running') return `${said(operationNews[operation.kind].doing)}.`;
    return operation.status === 'succeeded' ? `${said(operationNews[operation.kind].done)}.` : `${t(`lead.${service.state}`)}.`;
  };
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
