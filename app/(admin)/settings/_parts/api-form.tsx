'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { roleActions } from '#server/core/call-back.ts';
import type { WhmcsApi } from './connection-api.tsx';
import { useSaved } from './settings-context.tsx';

function useApi(id: number, onDone: () => void) {
  const trpc = useTRPC();
  const saved = useSaved();
  const said = (title: string) => async ({ change }: { change: string }) => {
    await saved(title, change);
    onDone();
  };
  const test = useMutation(trpc.whmcs.testApi.mutationOptions());
  const save = useMutation(trpc.whmcs.saveApi.mutationOptions({ onSuccess: said('The API is kept: WHMCS is told from now on') }));
  const remove = useMutation(trpc.whmcs.removeApi.mutationOptions({ onSuccess: said('The API credential is removed') }));
  return { test, save, remove: { ...remove, now: () => remove.mutate({ id }) } };
}

/** A secret is written, never shown: left empty, the one that is kept stays. */
export function ApiForm({ api, onDone }: { api: WhmcsApi; onDone: () => void }) {
  const [draft, setDraft] = useState({ url: api.url, identifier: api.identifier, secret: '', accessKey: '' });
  const { test, save, remove } = useApi(api.id, onDone);
  const set = (part: Partial<typeof draft>) => {
    test.reset();
    setDraft({ ...draft, ...part });
  };
  const input = { id: api.id, url: draft.url, identifier: draft.identifier, ...(draft.secret !== '' && { secret: draft.secret }), ...(draft.accessKey !== '' && { accessKey: draft.accessKey }) };
  const kept = draft.url === api.url ? 'Empty: the one that is kept stays' : 'Asked for again, since the address is another';
  const error = save.error ?? test.error ?? remove.error;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); save.mutate(input); }}>
      <p className="text-muted">In WHMCS: System Settings, Manage API Credentials. Allow this server’s address under General Settings, Security. The API role needs these actions and no other:</p>
      <p className="text-sm wrap-anywhere text-muted"><code>{roleActions.join(' ')}</code></p>
      <Field label="Address of WHMCS" hint="With its folder, where it is in one"><Input mono type="url" autoComplete="off" value={draft.url} onChange={(event) => set({ url: event.target.value })} /></Field>
      <Field label="Identifier"><Input mono autoComplete="off" spellCheck={false} value={draft.identifier} onChange={(event) => set({ identifier: event.target.value })} /></Field>
      <Field label="Secret" hint={api.on ? kept : 'WHMCS shows it once'}><Input mono type="password" autoComplete="new-password" value={draft.secret} onChange={(event) => set({ secret: event.target.value })} /></Field>
      <Field label="Access key" optional hint={api.accessKey ? kept : 'Passes the list of addresses in WHMCS, if its configuration has one'}><Input mono type="password" autoComplete="new-password" value={draft.accessKey} onChange={(event) => set({ accessKey: event.target.value })} /></Field>
      <p role="status" className="min-h-5 text-sm text-ok-text">{test.data !== undefined && `It answers: WHMCS ${test.data.version}`}</p>
      <FormError message={error === null ? null : sentenceOf(error)} />
      <div className="flex flex-wrap justify-end gap-2">
        {api.on && <Button variant="quiet" className="mr-auto text-bad-text!" busy={remove.isPending} onClick={remove.now}>Remove the credential</Button>}
        <Button busy={test.isPending} onClick={() => { save.reset(); test.mutate(input); }}>Test</Button>
        <Button type="submit" variant="primary" busy={save.isPending}>Save</Button>
      </div>
    </form>
  );
}
