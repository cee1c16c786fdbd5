'use client';
import { useState } from 'react';
import { Unreachable } from '#app/embed/_parts/closed-doors.tsx';

export function NoAnswer() {
  const [retrying, setRetrying] = useState(false);
  return <Unreachable retrying={retrying} onRetry={() => setRetrying(true)} />;
}
