'use client';
import { useState } from 'react';
import { Confirm } from '#app/_ui/confirm.tsx';
import { sentenceOf } from '../../../../_parts/refusal.ts';

interface RemoveDialogProps {
  open: boolean;
  onClose: () => void;
  onRemove: () => Promise<void>;
}

export function RemoveDialog({ open, onClose, onRemove }: RemoveDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const remove = () => {
    setBusy(true);
    setError(null);
    onRemove().then(onClose, (refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  return (
    <Confirm open={open} onClose={onClose} title="Remove the uploaded certificate?" action="Remove" danger busy={busy} error={error} onConfirm={remove}>
      The node forgets it and its key, and Auto-SSL asks Let’s Encrypt for a new one. Until that is there, browsers warn.
    </Confirm>
  );
}
