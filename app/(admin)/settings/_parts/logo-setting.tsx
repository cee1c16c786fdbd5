'use client';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { type Entry, useSaved, useSettings } from './settings-context.tsx';

/** As the wire takes it. */
const base64Of = (file: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.onerror = () => fail(new Error('The file can not be read'));
    reader.readAsDataURL(file);
  });

/** Shown at once, to everybody: the server draws it anew, or says why it does not. */
export function LogoSetting({ entry }: { entry: Entry }) {
  const trpc = useTRPC();
  const saved = useSaved();
  const { logo, values: { brand: { name } } } = useSettings();
  const input = useRef<HTMLInputElement>(null);
  const keep = useMutation(trpc.settings.logo.mutationOptions({
    onSuccess: ({ change }, { file }) => saved(file === null ? 'The logo is removed' : 'The logo is saved', change, 'Customers see it from now on.'),
  }));
  return (
    <Card title={entry.title}>
      <div className="flex flex-col gap-4">
        <p className="max-w-[80ch] text-muted">{entry.help}</p>
        {logo !== null && <img src={logo.src} width={logo.width} height={logo.height} alt={name === '' ? 'Your logo' : name} className="h-auto max-w-full self-start" />}
        <FormError message={keep.error === null ? null : sentenceOf(keep.error)} />
        <input ref={input} type="file" accept="image/png,image/jpeg,image/webp" hidden aria-label="Logo file" onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file can be chosen once more.
          target.value = '';
          if (file !== undefined) void base64Of(file).then((text) => keep.mutate({ file: text }));
        }} />
        <span className="flex flex-wrap gap-2">
          <RoleButton ability={entry.may} busy={keep.isPending} onClick={() => input.current?.click()}>{logo === null ? 'Upload a logo…' : 'Upload another…'}</RoleButton>
          {logo !== null && <RoleButton ability={entry.may} disabled={keep.isPending} onClick={() => keep.mutate({ file: null })}>Remove</RoleButton>}
        </span>
      </div>
    </Card>
  );
}
