'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Service } from '#app/embed/_parts/service.tsx';
import { SplashSkeleton } from '#app/embed/_parts/splash-skeleton.tsx';
import { noItems } from '../factories.ts';
import { type StateName, states } from '../states.ts';

const way: readonly StateName[] = ['fresh', 'withoutHistory', 'half', 'retrying', 'live'];

/** From the first paint to the panel, a step per press: to see that nothing moves that should not. */
export function Walk() {
  const [at, setAt] = useState(0);
  const name = way[at - 1];
  return (
    <>
      {name === undefined
        ? <SplashSkeleton />
        : <Service view={states[name]()} connection="live" offset={0} asOf={null} retrying={false} retryAt={null} items={noItems} />}
      <div className="fixed right-4 bottom-4">
        <Button disabled={at === way.length} onClick={() => setAt(at + 1)}>Next</Button>
      </div>
    </>
  );
}
