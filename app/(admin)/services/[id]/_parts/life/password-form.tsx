'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Note } from '#app/_ui/note.tsx';
import { madePassword, PasswordField } from '#app/_ui/password-field.tsx';

interface PasswordFormProps {
  /** It can't be set before the service is unsuspended. */
  waits: boolean;
  busy: boolean;
  error: string | null;
  onCancel: () => void;
  onSubmit: (password: string) => void;
}

export function PasswordForm({ waits, busy, error, onCancel, onSubmit }: PasswordFormProps) {
  const [text, setText] = useState(madePassword);
  const ready = text.length >= 8;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (ready && !busy) onSubmit(text); }}>
      {waits && <Note tone="warn" icon="pause">An account that is suspended takes no new password: it is set when the service is unsuspended.</Note>}
      <PasswordField label="New password" hint="Of its accounts for FTP, SFTP and the panel. Mailboxes and databases keep theirs. It is not shown again." value={text} onChange={setText} what="new password" />
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Keep as it is</Button>
        <Button type="submit" variant="primary" disabled={!ready} busy={busy}>Change password</Button>
      </div>
    </form>
  );
}
