'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { Confirm } from '#app/_ui/confirm.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Note } from '#app/_ui/note.tsx';
import { dateOf, ENGLISH } from '#app/_ui/time.ts';
import { TimeAgo } from '#app/_ui/times.tsx';
import type { SettingField } from '#server/core/setting.ts';
import { CopyBlock } from '../../_parts/node-wizard/copy-block.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { startedWith } from '../../_parts/started-with.ts';
import { FieldsForm } from './fields-form.tsx';
import { useSaved } from './settings-context.tsx';

type ApiKeys = Outputs['apiKeys']['list'];
type ApiKey = ApiKeys['keys'][number];

const fieldsFor = ({ scopes, instances }: ApiKeys): readonly SettingField[] => [
  { name: 'name', is: 'text', label: 'Name', most: 60, optional: false, hint: 'As what it does is signed, such as Nightly report' },
  { name: 'instanceId', is: 'choice', label: 'For whom it acts', options: instances, hint: 'It sees and orders their services, and nobody else’s' },
  { name: 'days', is: 'choice', label: 'Good for', options: [{ value: '30', label: '30 days' }, { value: '90', label: '90 days' }, { value: '365', label: 'A year' }, { value: 'none', label: 'Until it is revoked' }] },
  { name: 'scopes', is: 'choices', label: 'What it may do', options: scopes, least: 1 },
  { name: 'addresses', is: 'list', of: 'text', label: 'Addresses that may use it', unit: 'addresses', most: 50, hint: 'One on each line, 203.0.113.7 or 203.0.113.0/24. Empty: from anywhere' },
];

function NewKey({ data, onKey }: { data: ApiKeys; onKey: (key: string) => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const add = useMutation(trpc.apiKeys.add.mutationOptions());
  const make = async (value: unknown) => {
    const { key } = await add.mutateAsync(value as Parameters<typeof add.mutateAsync>[0]);
    await client.invalidateQueries({ queryKey: trpc.apiKeys.pathKey() });
    onKey(key);
  };
  return <FieldsForm fields={fieldsFor(data)} may="people" value={{ name: '', instanceId: data.instances[0]?.value ?? '', days: '90', scopes: ['services:read'], addresses: [] }} onSave={make} dialog={{ action: 'Make the key' }} />;
}

export function ApiKeyRow({ apiKey: { name, hint, instance, scopes, addresses, createdBy, createdAt, expiresAt, expired, usedAt, usedFrom }, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 py-4">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2"><span className="font-[540] wrap-anywhere">{name}</span> <Chip><code>{hint}…</code></Chip>{expired && <Chip tone="bad">Expired</Chip>}</p>
        <p className="text-sm text-muted">
          {scopes.map((scope) => <code key={scope} className="me-2">{scope}</code>)}for {instance}
          {addresses.length > 0 && <> · from <code className="wrap-anywhere">{addresses.join(', ')}</code></>}
        </p>
        <p className="text-sm text-muted">
          made <TimeAgo at={createdAt} /> by {createdBy} · {expiresAt === null ? 'no end' : `ends on ${dateOf(Date.parse(expiresAt), ENGLISH)}`} · {usedAt === null ? 'never used' : <>last used <TimeAgo at={usedAt} />{usedFrom !== null && <> from <code>{usedFrom}</code></>}</>}
        </p>
      </div>
      <RoleButton ability="people" size="small" variant="quiet" className="text-bad-text!" onClick={onRevoke} aria-label={`Revoke ${name}`}>Revoke …</RoleButton>
    </li>
  );
}

/** For scripts of the provider's own, at the same door as WHMCS. */
export function ApiKeys({ initial }: { initial: ApiKeys }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const saved = useSaved();
  const { data = initial } = useQuery({ ...trpc.apiKeys.list.queryOptions(), ...startedWith(null, { input: null, data: initial }) });
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [asked, ask] = useState<ApiKey | null>(null);
  const revoke = useMutation(trpc.apiKeys.revoke.mutationOptions({
    onSuccess: async ({ change }) => {
      ask(null);
      if (change !== null) await saved('The key is revoked', change);
    },
    onSettled: () => client.invalidateQueries({ queryKey: trpc.apiKeys.pathKey() }),
  }));
  const close = () => {
    setMaking(false);
    setSecret(null);
  };
  const add = <RoleButton ability="people" variant={data.keys.length === 0 ? 'primary' : 'plain'} icon={<Plus size={16} aria-hidden />} onClick={() => setMaking(true)}>Make a key</RoleButton>;
  return (
    <Card title="API keys" actions={data.keys.length === 0 ? undefined : add} flush>
      {data.keys.length === 0
        ? <Empty title="No script has a key" action={add}>A script of your own calls the same procedures as WHMCS, with a key that may do only what its scopes name.</Empty>
        : <ul className="divide-y divide-line border-t border-line">{data.keys.map((key) => <ApiKeyRow key={key.id} apiKey={key} onRevoke={() => { revoke.reset(); ask(key); }} />)}</ul>}
      <Dialog open={making || secret !== null} onClose={close} title={secret === null ? 'New API key' : 'The key'}>
        {secret === null ? <NewKey data={data} onKey={setSecret} /> : (
          <div className="flex flex-col gap-4">
            <Note tone="warn" icon="clock">This is the only time that the key can be read.</Note>
            <CopyBlock what="API key" text={secret} />
            <CopyBlock what="To try it" text={`curl -H 'Authorization: Bearer ${secret}' ${typeof window === 'undefined' ? '' : window.location.origin}/api/trpc/service.ping`} />
            <div className="flex justify-end"><Button variant="primary" onClick={close}>I have kept it</Button></div>
          </div>
        )}
      </Dialog>
      <Confirm open={asked !== null} onClose={() => ask(null)} title={`Revoke ${asked?.name ?? ''}?`} action="Revoke the key" danger busy={revoke.isPending} error={revoke.error === null ? null : sentenceOf(revoke.error)} onConfirm={() => asked !== null && revoke.mutate({ id: asked.id })}>
        Whatever uses the key {asked?.hint}… is refused from now on.
      </Confirm>
    </Card>
  );
}
