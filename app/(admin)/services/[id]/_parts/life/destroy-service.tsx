'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import type { Role } from '#server/core/names.ts';
import type { ServiceState } from '#server/core/operation.ts';
import { roleList } from '../../../../_parts/roles.ts';
import { useService } from '../service-context.tsx';
import { Destroy, type Destroying } from './destroy.tsx';
import { useLife } from './use-life.ts';

/** HestiaCP makes no backup of a suspended account, and a nameserver's account holds nothing that is not in our own database. */
function whyNoBackup(state: ServiceState, roles: readonly Role[]): string | null {
  if (!roles.some((role) => role !== 'dns')) return 'There is neither website nor mail to back up.';
  return state === 'suspended' ? 'The panel makes no backup of a suspended account: unsuspend it first to have one.' : null;
}

/** Asks for the page's service, and sends what the person saw when it asked. */
export function DestroyService({ kind, open, onClose }: { kind: Destroying; open: boolean; onClose: () => void }) {
  const { view: { service }, detail } = useService();
  const life = useLife(onClose);
  const { mutate, reset, isPending, error } = life[kind];
  const [seen, setSeen] = useState<number | null>(null);
  // Read anew at each opening: nothing of an older look may be taken for what is there now.
  const contents = useQuery({ ...useTRPC().services.contents.queryOptions({ id: service.id }), enabled: open, staleTime: 0, gcTime: 0 });
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
      signed={detail.signed}
      open={open}
      onClose={close}
      found={contents.isFetching ? null : (contents.data ?? null)}
      unread={contents.isFetching || contents.error === null ? null : sentenceOf(contents.error)}
      noBackup={whyNoBackup(service.state, detail.roles)}
      busy={isPending}
      error={error === null ? null : sentenceOf(error)}
      onConfirm={(domain, backup) => mutate({ id: service.id, domain, generation: seen ?? service.generation, backup })}
    />
  );
}
