'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { roleList, roleTitles } from '../roles.ts';
import { GroupFields } from './group-fields.tsx';
import { site, siteFields, type Site } from './sites.ts';
import { RoleButton } from '../staff/role-button.tsx';

interface SiteFormProps {
  start: Site;
  /** Null for a node that is enrolled: its name and group stay. */
  groups: Outputs['groups']['list'] | null;
  action: string;
  onSubmit: (site: Site) => Promise<void>;
}

export function SiteForm({ start, groups, action, onSubmit }: SiteFormProps) {
  const form = useForm<Site, unknown, Site>({ resolver: zodResolver(site), defaultValues: start });
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await onSubmit(values);
      form.reset(values);
    } catch (error) {
      showRefusal(error, form, siteFields);
    }
  });
  const roles = useWatch({ control: form.control, name: 'roles' });
  const setRole = (role: string, on: boolean) => form.setValue('roles', on ? [...roles, role] : roles.filter((one) => one !== role), { shouldDirty: true, shouldValidate: true });
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      {groups !== null && <GroupFields form={form} groups={groups} />}
      <fieldset>
        <legend className="mb-1 font-[540]">Roles</legend>
        <div className="flex flex-wrap gap-x-6">
          {roleList.map((role) => <Checkbox key={role} label={roleTitles[role]} checked={roles.includes(role)} onChange={(on) => setRole(role, on)} />)}
        </div>
        {errors.roles !== undefined && <p role="alert" className="mt-1 text-sm text-bad-text">{errors.roles.message}</p>}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Host name" error={errors.hostname?.message} hint="Customers log in with FTP here"><Input mono {...form.register('hostname')} /></Field>
        <Field label="Tasks at a time" error={errors.slots?.message}><Input inputMode="numeric" {...form.register('slots')} /></Field>
        <Field label="Weight" error={errors.weight?.message} hint="Of 10 and 20, the second takes twice the services"><Input inputMode="numeric" {...form.register('weight')} /></Field>
        <Field label="Services at most" optional error={errors.maxAccounts?.message} hint="Then orders go elsewhere, or wait"><Input inputMode="numeric" {...form.register('maxAccounts')} /></Field>
        <Field label="IPv4 address" error={errors.ipv4?.message} hint="Stands in the customers’ zones"><Input mono {...form.register('ipv4')} /></Field>
        <Field label="IPv6 address" optional error={errors.ipv6?.message}><Input mono {...form.register('ipv6')} /></Field>
        {roles.includes('mail') && <Field label="Mail host" optional error={errors.mailHost?.message} hint="Else the host name"><Input mono {...form.register('mailHost')} /></Field>}
        {roles.includes('mail') && <Field label="Webmail address" optional error={errors.webmailUrl?.message} hint="Else webmail. and the customer’s domain"><Input mono placeholder="https://" {...form.register('webmailUrl')} /></Field>}
        {roles.includes('dns') && <Field label="Nameserver name" optional error={errors.nameserver?.message} hint="As it stands in the group’s list"><Input mono {...form.register('nameserver')} /></Field>}
      </div>
      <FormError message={errors.root?.message} />
      <div className="flex justify-end">
        <RoleButton ability="house" type="submit" variant="primary" busy={isSubmitting} disabled={groups === null && !isDirty}>{action}</RoleButton>
      </div>
    </form>
  );
}
