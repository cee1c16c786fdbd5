'use client';
import { Button } from '#app/_ui/button.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';

interface SessionListProps {
  sessions: Outputs['profile']['sessions'];
  busy: boolean;
  onRevoke: (id: number) => void;
}

/** Where somebody is signed in: the device in words, the address, when it was last used. */
export function SessionList({ sessions, busy, onRevoke }: SessionListProps) {
  if (sessions.length === 0) return <p className="text-muted">Signed in nowhere.</p>;
  return (
    <ul className="divide-y divide-line">
      {sessions.map((session) => (
        <li key={session.id} className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 py-2">
          <div className="min-w-0 flex-1 basis-48">
            <p className="flex flex-wrap items-center gap-2">{session.device} {session.own && <Chip tone="ok">This one</Chip>}</p>
            <p className="text-sm text-muted">{session.ip === '' ? 'Address unknown' : session.ip}, used <TimeAgo at={session.seenAt} />, since <TimeAgo at={session.createdAt} /></p>
          </div>
          {!session.own && <Button size="small" variant="quiet" busy={busy} className="text-bad-text!" onClick={() => onRevoke(session.id)} aria-label={`Sign out ${session.device}, ${session.ip}`}>Sign out</Button>}
        </li>
      ))}
    </ul>
  );
}
