'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useForm, type UseFormReturn, useWatch } from 'react-hook-form';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { roleList, roleTitles } from '../roles.ts';
import { DryRun } from './dry-run.tsx';
import { LimitFields } from './limit-fields.tsx';
import { Plan } from './plan.tsx';
import { formOf, product as schema, productFields, type ProductForm, slugOf, vanityTermsOf } from './product-form.ts';
import { RoomFields } from './room-fields.tsx';
import { zoneTermsOf } from './zone-form.ts';
import { ZoneFields } from './zone-fields.tsx';
import { VanityFields } from './vanity-fields.tsx';
import { RoleButton } from '../staff/role-button.tsx';

interface ProductEditorProps {
  product: Outputs['products']['list'][number] | null;
  groups: Outputs['groups']['list'];
  onSaved: (id: number) => void;
}
type Form = UseFormReturn<ProductForm, unknown, ProductForm>;

export function ProductEditor({ product, groups, onSaved }: ProductEditorProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const form: Form = useForm<ProductForm, unknown, ProductForm>({ resolver: zodResolver(schema), defaultValues: formOf(product, groups[0]?.id) });
  const save = useMutation(trpc.products.save.mutationOptions({
    onSuccess: async ({ id }, { name }) => {
      await client.invalidateQueries({ queryKey: trpc.products.pathKey() });
      toast({ title: `${name} is saved`, description: product === null ? undefined : 'It holds for new orders; services that exist keep their limits.' });
      onSaved(id);
    },
    onError: (error) => showRefusal(error, form, productFields),
  }));
  const [mode, chosen, group] = useWatch({ control: form.control, name: ['mode', 'roles', 'groupId'] });
  const { data: choices } = useQuery({ ...trpc.products.choices.queryOptions({ groupId: Number(group) }), enabled: Number(group) > 0 });
  const usual = product === null ? choices?.usualPhp : undefined;
  const { setValue, getFieldState } = form;
  useEffect(() => {
    if (usual !== undefined && !getFieldState('phpTemplate').isDirty) setValue('phpTemplate', usual);
  }, [usual, setValue, getFieldState]);
  const guest = choices?.modes.find((one) => one.name === mode)?.guest ?? (product?.mode === mode && product.vanity !== null);
  const roles = roleList.filter((role) => guest || chosen.includes(role));
  const submit = form.handleSubmit((values) => save.mutate({ ...values, id: product?.id, groupId: Number(values.groupId), roles, vanity: guest ? vanityTermsOf(values.vanity) : null, zone: zoneTermsOf(values.zone) }));
  return (
    <form noValidate className="flex flex-col gap-6" onSubmit={submit}>
      <Names form={form} isNew={product === null} groups={groups} choices={choices} guest={guest} />
      {guest && <VanityFields form={form} hosts={choices?.hosts ?? []} />}
      <section aria-labelledby="plan" className="min-w-0">
        <h3 id="plan" className="mb-2 font-[600]">What an order builds</h3>
        <Plan mode={mode} roles={roles} />
      </section>
      <section aria-labelledby="where" className="min-w-0">
        <h3 id="where" className="mb-2 font-[600]">Where an order would go now</h3>
        <DryRun mode={mode} roles={roles} groupId={Number(group)} />
      </section>
      {!guest && roles.includes('dns') && <ZoneFields form={form} nameservers={groups.find(({ id }) => String(id) === group)?.nameservers ?? []} roles={roles} />}
      <LimitFields form={form} roles={roles} guest={guest} />
      <RoomFields form={form} roles={roles} guest={guest} />
      <FormError message={form.formState.errors.root?.message} />
      <div className="flex justify-end"><RoleButton ability="house" type="submit" variant="primary" busy={save.isPending}>{product === null ? 'Make the product' : 'Save'}</RoleButton></div>
    </form>
  );
}

interface NamesProps {
  form: Form;
  isNew: boolean;
  groups: ProductEditorProps['groups'];
  choices: Outputs['products']['choices'] | undefined;
  guest: boolean;
}

function Names({ form, isNew, groups, choices, guest }: NamesProps) {
  const { errors, dirtyFields } = form.formState;
  const [modeName, template, roles] = useWatch({ control: form.control, name: ['mode', 'phpTemplate', 'roles'] });
  const mode = choices?.modes.find((one) => one.name === modeName);
  const templates = [...new Set([template, ...(choices?.phpTemplates ?? [])])].filter((name) => name !== '');
  const name = form.register('name', { onChange: ({ target }: { target: HTMLInputElement }) => isNew && dirtyFields.slug !== true && form.setValue('slug', slugOf(target.value)) });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" error={errors.name?.message}><Input autoComplete="off" {...name} /></Field>
      <Field label="Short name" error={errors.slug?.message} hint="By which WHMCS orders it"><Input mono autoComplete="off" {...form.register('slug')} /></Field>
      <Field label="Group" error={errors.groupId?.message} hint="Whose nodes take the services"><Select options={groups.map(({ id, name: label }) => ({ value: String(id), label }))} {...form.register('groupId')} /></Field>
      <Field label="Mode" error={errors.mode?.message} hint={mode?.summary}><Select options={(choices?.modes ?? [{ name: modeName, title: modeName }]).map((one) => ({ value: one.name, label: one.title }))} {...form.register('mode')} /></Field>
      {!guest && <RoleFields form={form} able={mode?.roles ?? roleList} />}
      {(guest || roles.includes('web')) && <Field label="PHP template" error={errors.phpTemplate?.message} hint="As the group’s nodes have them"><Select options={templates.map((value) => ({ value, label: value }))} {...form.register('phpTemplate')} /></Field>}
    </div>
  );
}

function RoleFields({ form, able }: { form: Form; able: readonly string[] }) {
  const roles = useWatch({ control: form.control, name: 'roles' });
  const set = (role: string, on: boolean) => form.setValue('roles', on ? [...roles, role] : roles.filter((one) => one !== role), { shouldDirty: true, shouldValidate: true });
  const error = form.formState.errors.roles?.message;
  return (
    <fieldset>
      <legend className="mb-1.5 font-[540]">Roles</legend>
      <div className="flex flex-wrap gap-x-6">{roleList.filter((role) => able.includes(role)).map((role) => <Checkbox key={role} label={roleTitles[role]} checked={roles.includes(role)} onChange={(on) => set(role, on)} />)}</div>
      {error !== undefined && <p role="alert" className="mt-1 text-sm text-bad-text">{error}</p>}
    </fieldset>
  );
}
