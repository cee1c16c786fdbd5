'use client';
import type { ReactNode } from 'react';
import type { Connection } from '#app/_ui/connection.ts';
import { Link } from '#app/_ui/link.tsx';
import { Expired } from '#app/embed/_parts/closed-doors.tsx';
import { SplashSkeleton } from '#app/embed/_parts/splash-skeleton.tsx';
import { secondsAgo } from '../factories.ts';
import type { StateName } from '../states.ts';
import { NoAnswer } from './no-answer.tsx';
import { Shelf } from './shelf.tsx';
import { Story } from './story.tsx';

const stories: readonly { name: StateName; title: string; connection?: Connection; retryAt?: string }[] = [
  { name: 'fresh', title: 'Just ordered' },
  { name: 'half', title: 'Half way, parts side by side' },
  { name: 'withoutHistory', title: 'No history: no estimate' },
  { name: 'retrying', title: 'A step is tried again' },
  { name: 'postponed', title: 'Waiting for a server, longer than usual' },
  { name: 'half', title: 'Connecting again', connection: 'reconnecting' },
  { name: 'half', title: 'Offline: the content stays', connection: 'offline' },
  { name: 'failed', title: 'Email did not work' },
  { name: 'failed', title: 'Tried again a moment ago', retryAt: secondsAgo(-42) },
  { name: 'failedTwice', title: 'Two parts did not work' },
  { name: 'live', title: 'Ready, a moment ago' },
  { name: 'catchingUp', title: 'Ready, and a nameserver is catching up' },
  { name: 'secured', title: 'Ready for months' },
  { name: 'suspending', title: 'Being suspended: still at home' },
  { name: 'suspendFailed', title: 'A suspension that did not work is none of theirs' },
  { name: 'suspended', title: 'Suspended' },
  { name: 'unsuspending', title: 'Being switched on again' },
  { name: 'unsuspended', title: 'Switched on again, a moment ago' },
  { name: 'newPlan', title: 'A new plan is applied' },
  { name: 'passwordFailed', title: 'A new password did not work everywhere' },
  { name: 'redeploying', title: 'Built anew' },
  { name: 'closing', title: 'Being closed' },
  { name: 'closingLate', title: 'Closing takes longer than usual' },
  { name: 'closed', title: 'Closed' },
  { name: 'longName', title: 'A long name' },
  { name: 'manyNodes', title: 'Many nodes' },
  { name: 'threeLanes', title: 'Without certificate' },
];

function Specimen({ title, href, children }: { title: string; href?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <p className="mb-2 flex gap-3 text-sm text-muted">{title}{href !== undefined && <Link href={href}>Alone</Link>}</p>
      <div className="rounded-card border border-dashed border-line-strong">{children}</div>
    </section>
  );
}

export function Customer() {
  return (
    <Shelf title="What a customer sees">
      <Specimen title="Before the first state" href="/gallery?show=skeleton"><SplashSkeleton /></Specimen>
      {stories.map(({ title, ...story }) => <Specimen key={title} title={title} href={`/gallery?show=${story.name}`}><Story {...story} /></Specimen>)}
      <Specimen title="The ticket is too old"><Expired /></Specimen>
      <Specimen title="Nobody answers"><NoAnswer /></Specimen>
    </Shelf>
  );
}
