'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { download } from '#app/_ui/download.ts';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { counted } from '#server/core/setting.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { useSaved } from './settings-context.tsx';

type Found = Outputs['settings']['compare'];

export function Differences({ found: { differences, faults } }: { found: Pick<Found, 'differences' | 'faults'> }) {
  if (faults.length > 0) return <div role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-bad-text"><ul className="flex flex-col gap-1">{faults.map((fault) => <li key={fault} className="wrap-anywhere">{fault}</li>)}</ul></div>;
  if (differences.length === 0) return <p role="status">Everything is as this text says already.</p>;
  return (
    <ul aria-label="What would change" className="max-h-80 divide-y divide-line overflow-y-auto rounded-control border border-line">
      {differences.map(({ key, title, part, from, to }) => (
        <li key={`${key} ${part ?? ''}`} className="px-3 py-2">
          <p className="text-sm text-muted">{title}{part !== null && ` · ${part}`}</p>
          <p className="wrap-anywhere"><del className="text-muted decoration-faint">{from}</del> → <ins className="font-[540] no-underline">{to}</ins></p>
        </li>
      ))}
    </ul>
  );
}

/** First what would change, then the change. */
function ImportForm({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const saved = useSaved();
  const [text, setText] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const compare = useMutation(trpc.settings.compare.mutationOptions());
  const take = useMutation(trpc.settings.import.mutationOptions({
    onSuccess: async ({ change }) => {
      onDone();
      await saved('The settings are imported', change, 'They count from now on.');
    },
  }));
  const found = compare.data;
  const type = (next: string) => {
    setText(next);
    compare.reset();
    take.reset();
  };
  const error = take.error ?? compare.error;
  const ready = found !== undefined && found.faults.length === 0 && found.differences.length > 0;
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (ready) take.mutate({ text, mark: found.mark }); else compare.mutate({ text }); }}>
      <Field label="Settings as YAML" hint="What the text does not name stays as it is. Secrets are never taken from it.">
        <Textarea mono rows={10} spellCheck={false} value={text} onChange={(event) => type(event.target.value)} />
      </Field>
      <input ref={file} type="file" accept=".yaml,.yml,text/yaml,text/plain" hidden aria-label="YAML file" onChange={({ target }) => {
        const chosen = target.files?.[0];
        target.value = '';
        if (chosen !== undefined) void chosen.text().then(type);
      }} />
      {found !== undefined && <Differences found={found} />}
      <FormError message={error === null ? null : sentenceOf(error)} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button className="mr-auto" onClick={() => file.current?.click()}>Choose a file…</Button>
        <Button type="submit" variant={ready ? 'primary' : 'plain'} disabled={text.trim() === ''} busy={compare.isPending || take.isPending}>{ready ? `Take over ${counted(found.differences.length, 'changes')}` : 'Show what would change'}</Button>
      </div>
    </form>
  );
}

export function Transfer() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: () => client.fetchQuery({ ...trpc.settings.export.queryOptions(), staleTime: 0 }),
    onSuccess: ({ text }) => download(text, 'hostwright-settings.yaml', 'application/yaml'),
  });
  return (
    <Card title="Export and import">
      <p className="mb-4 max-w-[80ch] text-muted">All settings as one YAML file, to keep beside other configuration or to carry to another panel. Passwords, keys, targets, connections and the logo are not in it.</p>
      <FormError message={save.error === null ? null : sentenceOf(save.error)} />
      <span className="flex flex-wrap gap-2">
        <Button busy={save.isPending} onClick={() => save.mutate()}>Export as YAML</Button>
        <RoleButton ability="house" onClick={() => setOpen(true)}>Import…</RoleButton>
      </span>
      <Dialog open={open} onClose={() => setOpen(false)} title="Import settings"><ImportForm onDone={() => setOpen(false)} /></Dialog>
    </Card>
  );
}
