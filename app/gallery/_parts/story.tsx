'use client';
import { useState } from 'react';
import type { Connection } from '#app/_ui/connection.ts';
import { Service } from '#app/embed/_parts/service.tsx';
import { noItems, secondsAgo } from '../factories.ts';
import { type StateName, states } from '../states.ts';

/** A customer's page in one state. */
export function Story({ name, connection = 'live', retryAt = null }: { name: StateName; connection?: Connection; retryAt?: string | null }) {
  const [retrying, setRetrying] = useState(false);
  return <Service view={states[name]()} connection={connection} offset={0} asOf={secondsAgo(12)} onRetry={() => setRetrying(true)} retrying={retrying} retryAt={retryAt} items={noItems} />;
}
