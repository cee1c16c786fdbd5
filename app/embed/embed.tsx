'use client';
import { useState } from 'react';
import { useServiceView } from '#app/_live/use-service-view.ts';
import { Expired, Unreachable } from './_parts/closed-doors.tsx';
import { Service } from './_parts/service.tsx';
import { SplashSkeleton } from './_parts/splash-skeleton.tsx';
import { type Entered, useSession } from './session.ts';
import { useFrameHeight } from './use-frame-height.ts';

export function Embed() {
  const { state, enter } = useSession();
  useFrameHeight(state.is === 'in' ? state.entered.parentOrigin : null);
  if (state.is === 'entering') return <SplashSkeleton />;
  if (state.is === 'expired') return <Expired />;
  if (state.is === 'unreachable') return <Unreachable onRetry={enter} retrying={state.retrying} />;
  return <Entrance entered={state.entered} />;
}

function Entrance({ entered }: { entered: Entered }) {
  const { view, connection, asOf } = useServiceView({ serviceId: entered.view.service.id, initial: entered.view, token: entered.token });
  const [retrying, setRetrying] = useState(false);
  const retry = () => {
    setRetrying(true);
    // What comes of it is pushed; a refusal leaves the button as it was.
    void entered.retry().catch(() => undefined).finally(() => setRetrying(false));
  };
  return <Service view={view} connection={connection} offset={entered.offset} asOf={asOf === 0 ? null : new Date(asOf).toISOString()} retryAt={null} onRetry={retry} retrying={retrying} />;
}
