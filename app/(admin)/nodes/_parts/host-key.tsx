'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Confirm } from '#app/_ui/confirm.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import type { NodeRow } from './node-row.ts';
import { useNodeChange } from './use-node-change.ts';

/** A changed host key is either a new machine or somebody in between: a person compares both before anything is sent again. */
export function HostKey({ node }: { node: NodeRow }) {
  const trpc = useTRPC();
  const toast = useToast();
  const { repin } = useNodeChange(node.name);
  const [seen, setSeen] = useState<string | null>(null);
  const look = useMutation(trpc.nodes.fingerprint.mutationOptions({
    onSuccess: ({ fingerprint }) => (fingerprint === node.fingerprint ? toast({ title: 'The host key is the pinned one' }) : setSeen(fingerprint)),
    onError: (error) => toast({ title: `${node.name} was not reached`, description: sentenceOf(error), tone: 'bad' }),
  }));
  const pin = () => seen !== null && repin.mutate({ id: node.id, fingerprint: seen }, { onSuccess: () => setSeen(null) });
  return (
    <section aria-label="Host key" className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
      <p className="min-w-0"><span className="block text-sm text-muted">Pinned host key</span><code className="wrap-anywhere">{node.fingerprint}</code></p>
      <RoleButton ability="house" busy={look.isPending} onClick={() => look.mutate({ host: node.sshHost, port: node.sshPort })}>Compare now</RoleButton>
      <Confirm open={seen !== null} onClose={() => setSeen(null)} title={`${node.name} shows another host key`} action="Pin the new key" danger busy={repin.isPending} error={repin.error === null ? null : sentenceOf(repin.error)} onConfirm={pin}>
        <span className="flex flex-col gap-3">
          <span>Pin the new one only if the machine was set up anew, and you have read its key on the machine itself.</span>
          <span><span className="block text-sm">Pinned</span><code className="wrap-anywhere text-text">{node.fingerprint}</code></span>
          <span><span className="block text-sm">Shown now</span><code className="wrap-anywhere text-bad-text">{seen}</code></span>
        </span>
      </Confirm>
    </section>
  );
}
