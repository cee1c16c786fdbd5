'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import * as z from 'zod';
import { useTRPC } from '#app/_trpc/client.tsx';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';

export interface Product {
  slug: string;
  name: string;
  /** Present when it sells names under domains of the provider. */
  vanity: { domains: readonly string[] } | null;
}

/** Only what can be said without the server, which knows the domain's grammar and who owns what. */
const order = z.object({
  product: z.string().min(1, 'Choose a product'),
  domain: z.string().trim().min(1, 'Domain is missing'),
  email: z.email('E-mail address is not valid'),
  name: z.string().trim().max(200, 'Name is longer than 200 characters'),
});
type Order = z.infer<typeof order>;
const fields = ['product', 'domain', 'email', 'name'] as const;

/** A bare name is one under the first of the shared domains. */
const nameIn = (text: string, shared: readonly string[] | null): string => (shared?.[0] === undefined || text.includes('.') ? text : `${text}.${shared[0]}`);

/** Places an order by the same door as WHMCS. */
export function OrderForm({ products, onPlaced }: { products: readonly Product[]; onPlaced: (id: number, domain: string) => void }) {
  const trpc = useTRPC();
  const form = useForm<Order, unknown, Order>({ resolver: zodResolver(order), defaultValues: { product: products[0]?.slug ?? '', domain: '', email: '', name: '' } });
  const create = useMutation(trpc.services.create.mutationOptions({ onSuccess: ({ id }, { domain }) => onPlaced(id, String(domain)), onError: (error) => showRefusal(error, form, fields) }));
  const { errors } = form.formState;
  const chosen = useWatch({ control: form.control, name: 'product' });
  const shared = products.find(({ slug }) => slug === chosen)?.vanity?.domains ?? null;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit((values) => create.mutate({ ...values, domain: nameIn(values.domain, shared), options: {} }))}>
      <Field label="Product" error={errors.product?.message}>
        <Select options={products.map(({ slug, name }) => ({ value: slug, label: name }))} {...form.register('product')} />
      </Field>
      <Field label={shared === null ? 'Domain' : 'Website name'} error={errors.domain?.message} hint={shared === null ? "The customer's own domain, without www" : `A name under ${shared.join(' or ')}`}>
        <Input placeholder={shared === null ? 'customer.com' : `customer.${shared[0] ?? ''}`} autoComplete="off" autoCapitalize="off" spellCheck={false} {...form.register('domain')} />
      </Field>
      <Field label="E-mail address" error={errors.email?.message}>
        <Input type="email" autoComplete="off" {...form.register('email')} />
      </Field>
      <Field label="Name" optional error={errors.name?.message}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <FormError message={errors.root?.message} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={create.isPending || create.isSuccess}>Place the order</Button>
      </div>
    </form>
  );
}
