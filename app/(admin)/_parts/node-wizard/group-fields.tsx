'use client';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { NEW_GROUP, type Site } from './sites.ts';

interface GroupFieldsProps {
  form: UseFormReturn<Site, unknown, Site>;
  groups: Outputs['groups']['list'];
}

/** The node's name and the group it joins; a first group is made on the way. */
export function GroupFields({ form, groups }: GroupFieldsProps) {
  const { errors } = form.formState;
  const options = [...groups.map((group) => ({ value: String(group.id), label: group.name })), { value: NEW_GROUP, label: 'New group …' }];
  const isNew = useWatch({ control: form.control, name: 'groupId' }) === NEW_GROUP;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" error={errors.name?.message} hint="As staff call it"><Input mono autoComplete="off" {...form.register('name')} /></Field>
        <Field label="Group" error={errors.groupId?.message} hint="Sold together, with one list of nameservers"><Select options={options} {...form.register('groupId')} /></Field>
      </div>
      {isNew && (
        <div className="grid gap-4 rounded-control bg-sunken p-4 sm:grid-cols-2">
          <Field label="Name of the group" error={errors.newGroup?.message}><Input autoComplete="off" {...form.register('newGroup')} /></Field>
          <Field label="Nameservers" error={errors.nameservers?.message} hint="One a line; they stand in every zone"><Textarea mono rows={2} placeholder={'ns1.host.example\nns2.host.example'} {...form.register('nameservers')} /></Field>
        </div>
      )}
    </>
  );
}
