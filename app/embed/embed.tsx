'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RoomsApi } from '#app/_rooms/room-context.tsx';
import { useServiceView } from '#app/_live/use-service-view.ts';
import { SightContext } from '#app/_ui/sight.ts';
import { ViewerWords } from '#app/_words/viewer-words.tsx';
import { ClosedTab, Expired, Unreachable } from './_parts/closed-doors.tsx';
import { Service } from './_parts/service.tsx';
import { SplashSkeleton } from './_parts/splash-skeleton.tsx';
import { type Entered, Session, type SessionState } from './session.ts';
import { sightOfFrame } from './sight.ts';
import { useFrameHeight } from './use-frame-height.ts';

const entering: SessionState = { is: 'entering' };
/** One per page: a second exchange of the same ticket would be refused. */
let session: Session | undefined;

function useSession(): { state: SessionState; session: Session } {
  const [own] = useState(() => (session ??= new Session()));
  const state = useSyncExternalStore(own.subscribe, own.state, () => entering);
  return { state, session: own };
}

let started = false;
function startOnce(start: () => void): void {
  if (started) return;
  started = true;
  start();
}

/** The panel of a visit that has begun elsewhere, in a tab of its own. */
export function OwnTab({ arrived }: { arrived: Parameters<Session['startWith']>[0] }) {
  const { state, session: own } = useSession();
  useEffect(() => startOnce(() => own.startWith(arrived)), [own, arrived]);
  return state.is === 'expired' ? <ClosedTab /> : <Door state={state} session={own} />;
}

export function Embed() {
  const { state, session: own } = useSession();
  useEffect(() => startOnce(() => own.start()), [own]);
  useFrameHeight(state.is === 'in' ? state.entered.parentOrigin : null);
  // The words are loaded while the ticket is exchanged.
  return <ViewerWords waiting={<SplashSkeleton />}><SightContext value={sightOfFrame}><Door state={state} session={own} /></SightContext></ViewerWords>;
}

function Door({ state, session: own }: { state: SessionState; session: Session }) {
  if (state.is === 'entering') return <SplashSkeleton />;
  if (state.is === 'expired') return <Expired />;
  if (state.is === 'unreachable') return <Unreachable onRetry={() => void own.enter()} retrying={state.retrying} />;
  return <Entrance entered={state.entered} retry={own.retry} items={own.items} />;
}

function Entrance({ entered, retry, items }: { entered: Entered; retry(): Promise<unknown>; items: RoomsApi }) {
  const { view, connection, asOf } = useServiceView({ serviceId: entered.view.service.id, initial: entered.view, token: entered.token });
  const [retrying, setRetrying] = useState(false);
  const tryAgain = () => {
    setRetrying(true);
    // What comes of it is pushed; a refusal leaves the button as it was.
    void retry().catch(() => undefined).finally(() => setRetrying(false));
  };
  return <Service view={view} admin={entered.admin} connection={connection} offset={entered.offset} asOf={asOf === 0 ? null : new Date(asOf).toISOString()} retryAt={null} onRetry={tryAgain} retrying={retrying} items={items} />;
}
