'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Note } from '#app/_ui/note.tsx';

export interface SureFormProps {
  /** How they prove themselves: whoever comes from WHMCS without an app here has nothing to type. */
  by: 'code' | 'password' | 'whmcs';
  busy: boolean;
  error: string | null;
  /** In a dialog it is the one thing to do. */
  focused?: boolean;
  onProof: (proof: string) => void;
  onCancel: () => void;
}

const words = {
  code: { label: 'Code of your authenticator app', hint: 'Or one of your recovery codes' },
  password: { label: 'Your password', hint: 'Asked again after ten minutes' },
};

/** Asked before what destroys, and before who is let in changes. */
export function SureForm({ by, busy, error, focused = false, onProof, onCancel }: SureFormProps) {
  const [proof, setProof] = useState('');
  if (by === 'whmcs') {
    return (
      <div className="flex flex-col gap-4">
        <Note tone="warn" icon="pause">You came from WHMCS more than ten minutes ago. Open Hostwright from there once more, then do it again.</Note>
        <div className="flex justify-end"><Button onClick={onCancel}>Close</Button></div>
      </div>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (proof !== '' && !busy) onProof(proof);
      }}
    >
      {/* oxlint-disable jsx-a11y/no-autofocus */}
      <Field label={words[by].label} hint={words[by].hint} error={error ?? undefined}>
        {by === 'code'
          ? <Input mono autoFocus={focused} autoComplete="one-time-code" autoCapitalize="off" spellCheck={false} maxLength={40} value={proof} onChange={(event) => setProof(event.target.value)} />
          : <Input autoFocus={focused} type="password" autoComplete="current-password" maxLength={1000} value={proof} onChange={(event) => setProof(event.target.value)} />}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={proof === ''} busy={busy}>Go on</Button>
      </div>
    </form>
  );
}
