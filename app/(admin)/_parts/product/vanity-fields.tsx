'use client';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import type { ProductForm } from './product-form.ts';

interface VanityFieldsProps {
  form: UseFormReturn<ProductForm, unknown, ProductForm>;
  hosts: Outputs['products']['choices']['hosts'];
}

/** What the provider shares with the services of this product: nothing of it is ever changed but one mailbox and one record each. */
export function VanityFields({ form, hosts }: VanityFieldsProps) {
  const errors = form.formState.errors.vanity;
  const mailHosts = hosts.filter(({ roles }) => roles.includes('mail')).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <fieldset>
      <legend className="mb-1 font-[600]">Shared with your customers</legend>
      <p className="mb-3 text-sm text-muted">Your own domain, mail user and zone, as they are on the nodes already. Each service gets one mailbox and one record in them; nothing else there is touched.</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Shared domains" error={errors?.domains?.message} hint="One a line; a customer chooses a name under one of them"><Textarea mono rows={2} placeholder="your-domain.com" {...form.register('vanity.domains')} /></Field>
        <Field label="Reserved names" optional error={errors?.reserved?.message} hint="Not for sale, beside www, mail, admin and the like"><Textarea mono rows={2} {...form.register('vanity.reserved')} /></Field>
        <Field label="Shared mail user" error={errors?.mail?.login?.message} hint="The panel account that has the mail domains"><Input mono autoComplete="off" {...form.register('vanity.mail.login')} /></Field>
        <Field label="Mail node" error={errors?.mail?.node?.message}><Select options={[{ value: '', label: 'Choose a node' }, ...mailHosts]} {...form.register('vanity.mail.node')} /></Field>
        <Field label="Zone user" error={errors?.zone?.login?.message} hint="The panel account that has the zones, the same on each node"><Input mono autoComplete="off" {...form.register('vanity.zone.login')} /></Field>
        <ZoneNodes form={form} hosts={hosts} />
      </div>
    </fieldset>
  );
}

function ZoneNodes({ form, hosts }: VanityFieldsProps) {
  const chosen = useWatch({ control: form.control, name: 'vanity.zone.nodes' });
  const error = form.formState.errors.vanity?.zone?.nodes?.message;
  const set = (id: string, on: boolean) => form.setValue('vanity.zone.nodes', on ? [...chosen, id] : chosen.filter((one) => one !== id), { shouldDirty: true });
  return (
    <fieldset>
      <legend className="mb-1.5 font-[540]">Zone nodes</legend>
      <div className="flex flex-wrap gap-x-6">{hosts.filter(({ roles }) => roles.includes('dns')).map(({ id, name }) => <Checkbox key={id} label={name} checked={chosen.includes(String(id))} onChange={(on) => set(String(id), on)} />)}</div>
      {error !== undefined && <p role="alert" className="mt-1 text-sm text-bad-text">{error}</p>}
    </fieldset>
  );
}
