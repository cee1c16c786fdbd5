'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import type { WhmcsApi } from './connection-api.tsx';

/** Nothing of it is deleted: a person decides. */
export function Strays({ api }: { api: WhmcsApi }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data, error, refetch, isFetching } = useQuery(trpc.whmcs.strays.queryOptions({ id: api.id }));
  const compare = useMutation(trpc.whmcs.compare.mutationOptions({ onSuccess: () => client.invalidateQueries({ queryKey: trpc.whmcs.pathKey() }) }));
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">Every night the services in WHMCS are compared with those here{api.comparedAt !== null && <>, last <TimeAgo at={api.comparedAt} /></>}. Nothing is changed by it.</p>
      {error !== null && <ErrorNote title="The list could not be read" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote>}
      {data === undefined && error === null && <Skeleton className="h-24" />}
      {data?.length === 0 && <p className="text-ok-text">All of them are on both sides, in the same state.</p>}
      {data !== undefined && data.length > 0 && (
        <ul className="max-h-[50vh] divide-y divide-line overflow-auto border-y border-line">
          {data.map((one) => <li key={`${one.externalId} ${one.found}`} className="flex flex-col gap-0.5 py-2"><span className="font-[540] wrap-anywhere">{one.domain === '' ? 'No domain' : one.domain} <span className="text-sm font-normal text-muted">service {one.externalId}</span></span><span className="text-sm text-muted">{one.detail}</span></li>)}
        </ul>
      )}
      {compare.error !== null && <p role="alert" className="text-sm text-bad-text">{sentenceOf(compare.error)}</p>}
      <RoleButton ability="house" className="self-end" busy={compare.isPending} onClick={() => compare.mutate({ id: api.id })}>Compare now</RoleButton>
    </div>
  );
}
