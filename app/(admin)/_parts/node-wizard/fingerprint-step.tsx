'use client';
import { Button } from '#app/_ui/button.tsx';
import type { Address } from './address-step.tsx';
import { CopyBlock } from './copy-block.tsx';

interface FingerprintStepProps {
  address: Address;
  fingerprint: string;
  onBack: () => void;
  onConfirm: () => void;
}

export function FingerprintStep({ address, fingerprint, onBack, onConfirm }: FingerprintStepProps) {
  return (
    <div className="flex flex-col gap-4">
      <p>{address.host} shows this host key. Nothing was sent to it yet.</p>
      <p className="rounded-control bg-sunken px-4 py-3 font-mono text-code font-[600] wrap-anywhere">{fingerprint}</p>
      <p className="text-muted">Compare it on the machine itself, by its console. From now on only this key is trusted: another one stops all work there and raises an alarm.</p>
      <CopyBlock what="Command" text="ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub" />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" onClick={onConfirm}>It is the same</Button>
      </div>
    </div>
  );
}
