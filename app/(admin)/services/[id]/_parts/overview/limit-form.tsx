'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { limitText } from '#app/_ui/limit-text.ts';
import { type LimitKey, limitWords } from '#server/core/limits.ts';

interface LimitFormProps {
  of: LimitKey;
  now: number | null;
  ordered: number | null;
  overridden: boolean;
  busy: boolean;
  error: string | null;
  onCancel: () => void;
  /** `''` is unlimited. */
  onSubmit: (limit: string) => void;
  onReset: () => void;
}

export function LimitForm({ of, now, ordered, overridden, busy, error, onCancel, onSubmit, onReset }: LimitFormProps) {
  const [text, setText] = useState(now === null ? '' : String(now));
  const [unlimited, setUnlimited] = useState(now === null);
  const { label, unit } = limitWords[of];
  const ready = unlimited || text.trim() !== '';
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (ready && !busy) onSubmit(unlimited ? '' : text); }}>
      <Field label={unit === '' ? label : `${label}, ${unit}`} hint={`Ordered: ${limitText(of, ordered)}.`} disabled={unlimited}>
        <Input inputMode="numeric" value={unlimited ? '∞' : text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Checkbox label="Unlimited" checked={unlimited} onChange={setUnlimited} />
      <p className="text-sm text-muted">It counts for this service whatever its product and options say, also after a change of package, and is signed with your name.</p>
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        {overridden && <Button className="me-auto" busy={busy} onClick={onReset}>Back to what was ordered</Button>}
        <Button onClick={onCancel}>Keep as it is</Button>
        <Button type="submit" variant="primary" disabled={!ready} busy={busy}>Set limit</Button>
      </div>
    </form>
  );
}
