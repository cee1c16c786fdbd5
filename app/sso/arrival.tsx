'use client';
import { TRPCClientError } from '@trpc/client';
import { useEffect, useState } from 'react';
import { embedClient } from '#app/_trpc/embed.ts';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { useLinkToken } from '#app/_ui/use-link-token.ts';
import { ViewerWords } from '#app/_words/viewer-words.tsx';
import { ClosedTab, Unreachable } from '../embed/_parts/closed-doors.tsx';
import { SplashSkeleton } from '../embed/_parts/splash-skeleton.tsx';
import { OwnTab } from '../embed/embed.tsx';

type State = { is: 'asking' } | { is: 'closed'; why: string | null } | { is: 'away' } | { is: 'in'; entered: Extract<Outputs['sso']['enter'], { as: 'client' }>['entered'] };

/** A page of ours, and nothing else, whatever was answered. */
const isOwnPath = (to: string): boolean => /^\/(?![/\\])/.test(to);
/** What only admins are told, and can do something about. */
const forAdmins: readonly unknown[] = ['FORBIDDEN', 'PRECONDITION_FAILED'];

async function enter(code: string): Promise<State> {
  try {
    const arrival = await embedClient(() => null).sso.enter.mutate({ code });
    if (arrival.as === 'client') return { is: 'in', entered: arrival.entered };
    window.location.replace(isOwnPath(arrival.to) ? arrival.to : '/services');
    return { is: 'asking' };
  } catch (error) {
    const known = error instanceof TRPCClientError && typeof error.data?.code === 'string';
    return known ? { is: 'closed', why: forAdmins.includes(error.data.code) ? error.message : null } : { is: 'away' };
  }
}

/** One per page: a second use of the same code would be refused. */
let asked: Promise<State> | null = null;

export function Arrival() {
  const token = useLinkToken();
  const [state, setState] = useState<State>({ is: 'asking' });
  const go = (again: boolean) => {
    if (again) asked = null;
    const code = new URLSearchParams(token ?? '').get('c');
    asked ??= code === null ? Promise.resolve({ is: 'closed', why: null }) : enter(code);
    void asked.then(setState);
  };
  useEffect(() => {
    if (token !== null) go(false);
    // The code is there once, when the page begins.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [token]);
  return <ViewerWords waiting={<SplashSkeleton />}><Shown state={state} onRetry={() => go(true)} /></ViewerWords>;
}

function Shown({ state, onRetry }: { state: State; onRetry: () => void }) {
  if (state.is === 'asking') return <SplashSkeleton />;
  if (state.is === 'closed') return <ClosedTab why={state.why} />;
  if (state.is === 'away') return <Unreachable onRetry={onRetry} retrying={false} />;
  return <OwnTab arrived={state.entered} />;
}
