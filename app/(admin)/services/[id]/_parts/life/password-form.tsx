'use client';
import clsx from 'clsx';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Note } from '#app/_ui/note.tsx';
import { toneFill, toneText } from '#app/_ui/tone.ts';
import { newPasswordText, type Strength, strengthOf } from '#server/core/password.ts';

interface PasswordFormProps {
  /** It can't be set before the service is unsuspended. */
  waits: boolean;
  busy: boolean;
  error: string | null;
  onCancel: () => void;
  onSubmit: (password: string) => void;
}

/** Without the remainder's favour for small numbers. */
function chance(below: number): number {
  const most = Math.floor(2 ** 32 / below) * below;
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value < most ? value % below : chance(below);
}
const made = (): string => newPasswordText(chance);

export function PasswordForm({ waits, busy, error, onCancel, onSubmit }: PasswordFormProps) {
  const [text, setText] = useState(made);
  const ready = text.length >= 8;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (ready && !busy) onSubmit(text); }}>
      {waits && <Note tone="warn" icon="pause">An account that is suspended takes no new password: it is set when the service is unsuspended.</Note>}
      <Field label="New password" hint="Of its accounts for FTP, SFTP and the panel. Mailboxes and databases keep theirs. It is not shown again.">
        <Input mono autoComplete="off" spellCheck={false} maxLength={128} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <StrengthMeter strength={strengthOf(text)} />
        <span className="flex items-center gap-2">
          <Button variant="quiet" size="small" onClick={() => setText(made())}>Make another</Button>
          <CopyButton value={text} what="new password" />
        </span>
      </div>
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Keep as it is</Button>
        <Button type="submit" variant="primary" disabled={!ready} busy={busy}>Change password</Button>
      </div>
    </form>
  );
}

const meters = { weak: { tone: 'bad', share: 1, word: 'Weak' }, fair: { tone: 'warn', share: 2, word: 'Fair' }, strong: { tone: 'ok', share: 3, word: 'Strong' } } as const satisfies Record<Strength, unknown>;

function StrengthMeter({ strength }: { strength: Strength }) {
  const { tone, share, word } = meters[strength];
  return (
    <p role="status" className={clsx('flex items-center gap-2 text-sm font-[540]', toneText[tone])}>
      <span aria-hidden className="flex w-24 gap-1">{[1, 2, 3].map((part) => <span key={part} className={clsx('h-1.5 flex-1 rounded-full', part <= share ? toneFill[tone] : 'bg-wait-soft')} />)}</span>
      {word}
    </p>
  );
}
