'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Chip } from '#app/_ui/chip.tsx';
import { Confirm } from '#app/_ui/confirm.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { counted } from '#server/core/setting.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { ConnectionApi } from './connection-api.tsx';
import { useSaved } from './settings-context.tsx';

export type Instance = Outputs['instances']['list'][number];

interface ConnectionKeysProps {
  instance: Instance;
  adding: boolean;
  onAdd: () => void;
  onEdit: () => void;
}

/** Enough for one to take over from the other. */
const KEYS = 2;

/** One WHMCS with its keys. */
export function ConnectionKeys({ instance, adding, onAdd, onEdit }: ConnectionKeysProps) {
  const [asked, ask] = useState<Instance['keys'][number] | null>(null);
  const [leaving, leave] = useState(false);
  const revoke = useRevoke(() => ask(null));
  const remove = useRemove(() => leave(false));
  return (
    <li className="flex flex-col gap-2 px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0"><span className="font-[540]">{instance.name}</span> <span className="text-sm wrap-anywhere text-muted normal-nums">{instance.origin}</span></p>
        <span className="flex flex-wrap gap-2">
          <RoleButton ability="people" size="small" onClick={onEdit} aria-label={`Edit ${instance.name}`}>Edit</RoleButton>
          {instance.services === 0 && <RoleButton ability="people" size="small" variant="quiet" className="text-bad-text!" onClick={() => { remove.reset(); leave(true); }} aria-label={`Remove ${instance.name}`}>Remove …</RoleButton>}
          {instance.keys.length < KEYS && <RoleButton ability="people" size="small" busy={adding} onClick={onAdd}>{instance.keys.length === 0 ? 'Make a key' : 'Add a second key'}</RoleButton>}
        </span>
      </div>
      <p className="text-sm text-muted">
        {counted(instance.services, 'services')} · {instance.addresses.length === 0 ? 'keys may be used from anywhere' : <>keys may be used from <code className="wrap-anywhere">{instance.addresses.join(', ')}</code></>}
        {instance.origins.length > 0 && <> · shown on <span className="wrap-anywhere">{instance.origins.join(', ')}</span> too</>}
      </p>
      {instance.keys.length === 0 && <p className="text-warn-text">It has no key: its orders are refused.</p>}
      <p className="text-sm text-muted">
        {instance.seenAt === null ? 'Not heard of yet' : <>Last heard of <TimeAgo at={instance.seenAt} /></>}
        {instance.moduleVersion !== null && ` · module ${instance.moduleVersion}`}{instance.whmcsVersion !== null && ` · WHMCS ${instance.whmcsVersion}`}
      </p>
      <ul className="flex flex-col gap-1">
        {instance.keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <Chip><code>{key.hint}…</code></Chip>
            <span className="text-muted">made <TimeAgo at={key.createdAt} /> · {key.usedAt === null ? 'never used' : <>last used <TimeAgo at={key.usedAt} />{key.usedFrom !== null && <> from <code>{key.usedFrom}</code></>}</>}</span>
            <RoleButton ability="people" size="small" variant="quiet" className="ml-auto text-bad-text!" onClick={() => { revoke.reset(); ask(key); }} aria-label={`Revoke the key ${key.hint}…`}>Revoke …</RoleButton>
          </li>
        ))}
      </ul>
      <ConnectionApi instanceId={instance.id} />
      <Confirm
        open={asked !== null} onClose={() => ask(null)} title={`Revoke the key ${asked?.hint ?? ''}… of ${instance.name}?`} action="Revoke the key" danger
        busy={revoke.isPending} error={revoke.error === null ? null : sentenceOf(revoke.error)} onConfirm={() => asked !== null && revoke.mutate({ keyId: asked.id })}
      >
        From now on it places no order, and the customers’ pages that it opened are cut within a second. {instance.keys.length > 1 ? 'The other key goes on working.' : 'It is the only one: add a second first, if WHMCS shall go on without a gap.'}
      </Confirm>
      <Confirm
        open={leaving} onClose={() => leave(false)} title={`Remove ${instance.name}?`} action="Remove the connection" danger
        busy={remove.isPending} error={remove.error === null ? null : sentenceOf(remove.error)} onConfirm={() => remove.mutate({ id: instance.id })}
      >
        Its keys end, its API credential is forgotten, and its pages may not show ours any more. To have it again it is connected anew, with another key.
      </Confirm>
    </li>
  );
}

function useRemove(onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  return useMutation(trpc.instances.remove.mutationOptions({
    onSuccess: () => {
      toast({ title: 'The connection is removed' });
      onDone();
    },
    onSettled: () => Promise.all([trpc.instances, trpc.whmcs].map((of) => client.invalidateQueries({ queryKey: of.pathKey() }))),
  }));
}

function useRevoke(onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const saved = useSaved();
  return useMutation(trpc.instances.revokeKey.mutationOptions({
    onSuccess: async ({ change }) => {
      onDone();
      if (change !== null) await saved('The key is revoked', change);
    },
    onSettled: () => client.invalidateQueries({ queryKey: trpc.instances.pathKey() }),
  }));
}
