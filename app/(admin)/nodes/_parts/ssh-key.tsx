'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Confirm } from '#app/_ui/confirm.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { CopyBlock } from '../../_parts/node-wizard/copy-block.tsx';
import type { NodeRow } from './node-row.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

type ToPaste = Extract<Outputs['nodes']['rotateKey'], { is: 'paste' }>;

/** How old the node's key is, and another one in its place: never used before it has opened the node. */
export function SshKey({ node }: { node: NodeRow }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [pasting, setPasting] = useState<ToPaste | null>(null);
  const onSettled = () => client.invalidateQueries({ queryKey: trpc.nodes.pathKey() });
  const switched = () => toast({ title: `${node.name} has a new SSH key`, description: 'What runs ends with the old one.' });
  const rotate = useMutation(trpc.nodes.rotateKey.mutationOptions({
    onSettled,
    onSuccess: (rotation) => {
      setAsking(false);
      if (rotation.is === 'paste') setPasting(rotation);
      else switched();
    },
  }));
  const take = useMutation(trpc.nodes.takeKey.mutationOptions({ onSettled, onSuccess: () => { setPasting(null); switched(); } }));
  const sentence = (error: unknown): string | null => (error === null ? null : sentenceOf(error));
  return (
    <section aria-label="SSH key" className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
      <p className="min-w-0"><span className="block text-sm text-muted">SSH key of <code>{node.sshUser}</code></span>in use since <TimeAgo at={node.keyAt} /></p>
      <RoleButton ability="house" onClick={() => { rotate.reset(); setAsking(true); }}>Rotate key…</RoleButton>
      <Confirm open={asking} onClose={() => setAsking(false)} title={`A new SSH key for ${node.name}?`} action="Rotate the key" busy={rotate.isPending} error={sentence(rotate.error)} onConfirm={() => rotate.mutate({ id: node.id })}>
        A new key is made and let in through the old one. Only when it has opened the node is it used, and the old one is taken out. Nothing that runs is disturbed.
      </Confirm>
      <Dialog open={pasting !== null} onClose={() => setPasting(null)} title={`Let the new key in on ${node.name}`}>
        {pasting !== null && <PasteKey rotation={pasting} user={node.sshUser} busy={take.isPending} error={sentence(take.error)} onProve={() => take.mutate({ id: node.id, privateKey: pasting.privateKey })} />}
      </Dialog>
    </section>
  );
}

interface PasteKeyProps {
  rotation: Pick<ToPaste, 'because' | 'publicKey'>;
  user: string;
  busy: boolean;
  error: string | null;
  onProve: () => void;
}

/** The SSH user can't let the key in by itself: a person does, and it is proven then. */
export function PasteKey({ rotation, user, busy, error, onProve }: PasteKeyProps) {
  return (
    <div className="flex flex-col gap-4">
      <p>{user} could not let it in by itself. <span className="text-muted">{rotation.because}</span></p>
      <p>Put this line into <code>~{user === 'root' ? '' : user}/.ssh/authorized_keys</code> on the node, beside the old one.</p>
      <CopyBlock what="Public key" text={rotation.publicKey} />
      <FormError message={error} />
      <Button variant="primary" className="self-end" busy={busy} onClick={onProve}>Prove it and switch</Button>
    </div>
  );
}
