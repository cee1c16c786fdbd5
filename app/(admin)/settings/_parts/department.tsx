'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Field } from '#app/_ui/field.tsx';
import { Select } from '#app/_ui/select.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { useMay } from '../../_parts/staff/me.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import type { WhmcsApi } from './connection-api.tsx';
import { useSaved } from './settings-context.tsx';

/** Who in WHMCS gets failure tickets, and a try of it. The list is asked of WHMCS when somebody wants it. */
export function Department({ api }: { api: WhmcsApi }) {
  const trpc = useTRPC();
  const saved = useSaved();
  const toast = useToast();
  const may = useMay('house');
  const [asked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({ ...trpc.whmcs.departments.queryOptions({ id: api.id }), enabled: asked, retry: false });
  const choose = useMutation(trpc.whmcs.chooseDepartment.mutationOptions({ onSuccess: ({ change }) => saved(`The department for tickets of ${api.name} is another`, change) }));
  const test = useMutation(trpc.whmcs.testTicket.mutationOptions({ onSuccess: ({ tid }) => toast({ title: `Ticket #${tid} is open in ${api.name}` }) }));
  const trouble = choose.error ?? test.error ?? error;
  const options = [...(api.department === '' ? [{ value: '', label: 'None: no tickets' }] : []), ...(data ?? (api.department === '' ? [] : [{ id: api.department, name: `Department ${api.department}` }])).map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Department for tickets" className="w-56" disabled={!may}>
          <Select options={options} value={api.department} onFocus={() => setAsked(true)} disabled={!may || choose.isPending} onChange={(event) => event.target.value !== '' && choose.mutate({ id: api.id, department: event.target.value })} />
        </Field>
        {data === undefined && <RoleButton ability="house" size="small" variant="quiet" busy={isFetching} onClick={() => (asked ? void refetch() : setAsked(true))}>Read the list</RoleButton>}
        {api.department !== '' && <RoleButton ability="house" size="small" busy={test.isPending} onClick={() => test.mutate({ id: api.id })}>Send a test ticket</RoleButton>}
      </div>
      {trouble !== null && <p role="alert" className="text-bad-text">{sentenceOf(trouble)}</p>}
    </>
  );
}
