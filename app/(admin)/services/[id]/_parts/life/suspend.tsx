'use client';
import { Confirm } from '#app/_ui/confirm.tsx';

interface SuspendProps {
  domain: string;
  open: boolean;
  onClose: () => void;
  busy: boolean;
  error: string | null;
  onConfirm: () => void;
}

export function Suspend({ domain, ...rest }: SuspendProps) {
  return (
    <Confirm {...rest} title={`Suspend ${domain}?`} action="Suspend">
      Website, mail and DNS stop on every node until it is unsuspended. Nothing is deleted.
    </Confirm>
  );
}
