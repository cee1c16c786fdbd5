'use client';
import { Button } from '#app/_ui/button.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import { roleWords } from '#server/core/staff-roles.ts';
import type { Listed } from './people.tsx';

interface InviteRowProps {
  invite: Listed['invites'][number];
  busy: boolean;
  /** The link that was made is void then: it can't be read again. */
  onAgain: () => void;
  onWithdraw: () => void;
}

/** Somebody who was invited and has not come yet. */
export function InviteRow({ invite, busy, onAgain, onWithdraw }: InviteRowProps) {
  const { email, role } = invite;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2"><span className="wrap-anywhere">{email}</span> <Chip tone="warn">Invited</Chip></p>
        <p className="text-sm text-muted">As {roleWords[role].title}, by {invite.madeBy}. The link works until <ClockTime at={invite.expiresAt} /></p>
      </div>
      <Button size="small" busy={busy} onClick={onAgain}>Make another link</Button>
      <Button size="small" variant="quiet" className="text-bad-text!" disabled={busy} onClick={onWithdraw} aria-label={`Withdraw the invitation of ${email}`}>Withdraw</Button>
    </li>
  );
}
