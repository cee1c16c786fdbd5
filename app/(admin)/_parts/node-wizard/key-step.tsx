'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import type { Address } from './address-step.tsx';
import { CopyBlock } from './copy-block.tsx';
import type { NodeFacts, Usual } from './sites.ts';

interface KeyStepProps {
  address: Address;
  fingerprint: string;
  onBack: () => void;
  onFound: (privateKey: string, facts: NodeFacts, usual: Usual) => void;
}

/** Stepping back and forth, or closing the dialog, must not make the key worthless that was just installed. */
const KEEP_MS = 30 * 60_000;

/** A key is made once per address and kept in this page's memory only, until the node is added. */
export function KeyStep({ address, fingerprint, onBack, onFound }: KeyStepProps) {
  const trpc = useTRPC();
  const [pasted, setPasted] = useState<string | null>(null);
  const make = useMutation(trpc.nodes.newKey.mutationOptions());
  const made = useQuery({ queryKey: ['node-key', address, fingerprint], queryFn: () => make.mutateAsync({ user: address.user }), staleTime: Number.POSITIVE_INFINITY, gcTime: KEEP_MS });
  const probe = useMutation(trpc.nodes.probe.mutationOptions());
  const privateKey = pasted ?? made.data?.privateKey ?? '';
  const check = () => probe.mutate({ ...address, fingerprint, privateKey }, { onSuccess: ({ facts, usual }) => onFound(privateKey, facts, usual) });
  const error = probe.error ?? made.error;
  return (
    <div className="flex flex-col gap-4">
      {pasted === null ? (
        <>
          <p>Put this public key into <code>~{address.user === 'root' ? '' : address.user}/.ssh/authorized_keys</code> on the node.</p>
          {made.data === undefined ? <Skeleton className="h-28" /> : <CopyBlock what="Public key" text={made.data.publicKey} />}
        </>
      ) : (
        <Field label="Private key" hint="In OpenSSH’s form, without a passphrase. It is stored encrypted and never shown again.">
          <Textarea mono rows={7} spellCheck={false} autoComplete="off" placeholder="-----BEGIN OPENSSH PRIVATE KEY-----" value={pasted} onChange={(event) => setPasted(event.target.value)} />
        </Field>
      )}
      {made.data?.sudoers != null && (
        <>
          <p>{address.user} is not root: save this as <code>/etc/sudoers.d/hostwright</code>, with mode 0440. It allows the commands used here and nothing else.</p>
          <CopyBlock what="Sudoers line" text={made.data.sudoers} />
        </>
      )}
      <FormError message={error === null ? null : sentenceOf(error)} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="quiet" className="mr-auto" onClick={() => setPasted(pasted === null ? '' : null)}>{pasted === null ? 'Paste a key instead' : 'Use a key made for me'}</Button>
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" busy={probe.isPending} disabled={privateKey.trim() === ''} onClick={check}>Check the node</Button>
      </div>
    </div>
  );
}
