'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import type { Group } from './group-card.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

/** A group's name and nameservers; without a group, a new one. */
export function GroupForm({ group, onDone }: { group: Group | null; onDone: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState(group?.name ?? '');
  const [nameservers, setNameservers] = useState(group?.nameservers.join('\n') ?? '');
  const save = useMutation(trpc.groups.save.mutationOptions({
    onSuccess: async () => {
      await Promise.all([trpc.groups, trpc.nodes, trpc.products].map((router) => client.invalidateQueries({ queryKey: router.pathKey() })));
      toast({ title: `${name.trim()} is saved` });
      onDone();
    },
  }));
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...(group !== null && { id: group.id }), name, nameservers: nameservers.split(/[\s,]+/).map((text) => text.trim().toLowerCase().replace(/\.$/, '')).filter((text) => text !== '') });
      }}
    >
      <Field label="Name"><Input autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} /></Field>
      <Field label="Nameservers" hint="One a line. They count for new orders; services that are there keep theirs.">
        <Textarea mono rows={3} spellCheck={false} placeholder={'ns1.host.example\nns2.host.example'} value={nameservers} onChange={(event) => setNameservers(event.target.value)} />
      </Field>
      <FormError message={save.error === null ? null : sentenceOf(save.error)} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <RoleButton ability="house" type="submit" variant="primary" busy={save.isPending}>Save</RoleButton>
      </div>
    </form>
  );
}
