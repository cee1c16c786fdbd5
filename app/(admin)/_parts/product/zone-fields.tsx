'use client';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { RecordsTable } from '#app/_ui/records-table.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { sampleZone, managedRecords } from '#server/core/zone.ts';
import type { ProductForm } from './product-form.ts';
import { zoneForm, zoneTermsOf } from './zone-form.ts';

interface ZoneFieldsProps {
  form: UseFormReturn<ProductForm, unknown, ProductForm>;
  /** The group's. */
  nameservers: readonly string[];
  roles: readonly string[];
}

const dmarc = [{ value: 'none', label: 'Only report (none)' }, { value: 'quarantine', label: 'Put it aside (quarantine)' }, { value: 'reject', label: 'Refuse it (reject)' }];

/** What the product makes of a customer's zone, and how that zone comes to look. */
export function ZoneFields({ form, nameservers, roles }: ZoneFieldsProps) {
  const errors = form.formState.errors.zone;
  const autoconfig = useWatch({ control: form.control, name: 'zone.autoconfig' });
  const mail = roles.includes('mail');
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-[600]">Zone</legend>
      <p className="mb-3 text-sm text-muted">For new orders. A service that exists takes it over when its DNS is resynced.</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="TTL, seconds" error={errors?.ttl?.message} hint="How long others remember a record"><Input inputMode="numeric" {...form.register('zone.ttl')} /></Field>
        {mail && <Field label="DMARC" error={errors?.dmarc?.message} hint="What receivers do with mail that is not ours"><Select options={dmarc} {...form.register('zone.dmarc')} /></Field>}
        <Field label="SPF" optional error={errors?.spf?.message} hint={mail ? 'Empty: what the zone names, and nobody else. {mail} is the mail node’s address' : 'Empty: nobody sends mail for the domain'} className="sm:col-span-2"><Input mono autoComplete="off" placeholder={mail ? 'v=spf1 a mx ip4:{mail} -all' : 'v=spf1 -all'} {...form.register('zone.spf')} /></Field>
        {mail && <Field label="Other mail hosts" optional error={errors?.mx?.message} hint="Priority and host, one a line: mail goes there and not to the mail node"><Textarea mono rows={2} placeholder="10 mx.filter.example" {...form.register('zone.mx')} /></Field>}
        <Field label="Further records" optional error={errors?.records?.message} hint="One a line: name, TTL if it is its own, type, value. {domain} is the customer’s domain"><Textarea mono rows={2} spellCheck={false} placeholder="shop CNAME {domain}.shops.example" {...form.register('zone.records')} /></Field>
      </div>
      {mail && <div className="mt-3"><Checkbox label="Records by which mail programs find their servers" checked={autoconfig} onChange={(on) => form.setValue('zone.autoconfig', on, { shouldDirty: true })} /></div>}
      <Preview form={form} nameservers={nameservers} roles={roles} />
    </fieldset>
  );
}

function Preview({ form, nameservers, roles }: ZoneFieldsProps) {
  const checked = zoneForm.safeParse(useWatch({ control: form.control, name: 'zone' }));
  return (
    <details className="mt-4 rounded-control border border-line">
      <summary className="px-4 py-2.5 font-[540]">How the zone of customer.com will look</summary>
      {checked.success
        ? <RecordsTable label="The zone of customer.com" records={managedRecords(sampleZone(zoneTermsOf(checked.data), nameservers, { web: roles.includes('web'), mail: roles.includes('mail') }))} />
        : <p role="status" className="border-t border-line px-4 py-3 text-sm text-bad-text">{checked.error.issues[0]?.message}</p>}
    </details>
  );
}
