'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import * as z from 'zod';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import type { Theme } from '#app/_ui/theme.ts';
import { ThemeToggle } from '#app/_ui/theme-toggle.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { languageFacts, languages } from '#server/core/language.ts';
import { roleWords } from '#server/core/staff-roles.ts';
import { useMe } from '../../_parts/staff/me.tsx';

const shape = z.object({ name: z.string().trim().min(1, 'Name is missing').max(200, 'Name is longer than 200 characters'), language: z.enum(languages), timeZone: z.string() });
type Form = z.infer<typeof shape>;

const AS_BROWSER = '';
const languageOptions = languages.map((value) => ({ value, label: languageFacts[value].name, lang: value }));

interface ProfileCardProps {
  initial: Outputs['profile']['read'];
  theme: Theme;
  /** The server's: a browser may know others. */
  zones: readonly string[];
}

export function ProfileCard({ initial, theme, zones }: ProfileCardProps) {
  const me = useMe();
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const form = useForm<Form, unknown, Form>({ resolver: zodResolver(shape), defaultValues: { name: initial.name, language: initial.language, timeZone: initial.timeZone ?? AS_BROWSER } });
  const save = useMutation(trpc.profile.save.mutationOptions({
    onSuccess: () => {
      toast({ title: 'Your profile is saved' });
      // Every page is written anew: in the zone, under the name.
      router.refresh();
    },
    onError: (error) => showRefusal(error, form, ['name', 'language', 'timeZone']),
  }));
  const { errors } = form.formState;
  return (
    <Card title={initial.email === '' ? me.name : initial.email}>
      <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit((values) => save.mutate({ ...values, timeZone: values.timeZone === AS_BROWSER ? null : values.timeZone }))}>
        <p className="text-muted">{roleWords[me.role].title}: {roleWords[me.role].means}.</p>
        <div className="grid max-w-3xl gap-4 sm:grid-cols-2">
          <Field label="Name" error={errors.name?.message} hint={me.whmcs === null ? 'What you do is signed with it' : `Comes from ${me.whmcs}`} disabled={me.whmcs !== null}><Input autoComplete="name" readOnly={me.whmcs !== null} {...form.register('name')} /></Field>
          <Field label="Time zone" error={errors.timeZone?.message} hint="Times on the dashboard are of this zone"><Select options={[{ value: AS_BROWSER, label: 'As the browser says' }, ...zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))]} {...form.register('timeZone')} /></Field>
          <Field label="Language" error={errors.language?.message} hint="Dates are written its way. The dashboard itself speaks English so far"><Select options={languageOptions} {...form.register('language')} /></Field>
          <div className="flex flex-col items-start gap-1.5"><span className="font-[540]">Theme</span><ThemeToggle theme={theme} /><span className="text-sm text-muted">Kept on this device</span></div>
        </div>
        <FormError message={errors.root?.message} />
        <div><Button type="submit" variant="primary" busy={save.isPending}>Save</Button></div>
      </form>
    </Card>
  );
}
