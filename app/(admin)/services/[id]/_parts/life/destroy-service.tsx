'use client';
import { useState } from 'react';
import { roleList } from '../../../../_parts/roles.ts';
import { sentenceOf } from '../../../../_parts/refusal.ts';
import { useService } from '../service-context.tsx';
import { Destroy, type Destroying } from './destroy.tsx';
import { useLife } from './use-life.ts';

/** Asks for the page's service, and sends what the person saw when it asked. */
export function DestroyService({ kind, open, onClose }: { kind: Destroying; open: boolean; onClose: () => void }) {
  const { view: { service }, detail } = useService();
  const life = useLife(onClose);
  const { mutate, reset, isPending, error } = life[kind];
  const [seen, setSeen] = useState<number | null>(null);
  // The generation at the moment of opening: what is built anew behind the open question makes the click an old one.
  if (open && seen === null) setSeen(service.generation);
  if (!open && seen !== null) setSeen(null);
  const close = () => { reset(); onClose(); };
  return (
    <Destroy
      kind={kind}
      domain={service.domain}
      nodes={[...new Set(roleList.flatMap((role) => detail.places.filter((place) => place.role === role).map((place) => place.node)))]}
      suspended={service.wanted === 'suspended'}
      open={open}
      onClose={close}
      busy={isPending}
      error={error === null ? null : sentenceOf(error)}
      onConfirm={(domain) => mutate({ id: service.id, domain, generation: seen ?? service.generation })}
    />
  );
}
