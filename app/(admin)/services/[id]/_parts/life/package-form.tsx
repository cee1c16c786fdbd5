'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Select } from '#app/_ui/select.tsx';
import type { ProductLimits } from '#server/core/limits.ts';
import { changedLimits, LimitChanges } from './limit-changes.tsx';

export interface Package {
  slug: string;
  name: string;
  limits: ProductLimits;
}
interface PackageFormProps {
  /** Those that the service can have, its own among them. */
  packages: readonly Package[];
  current: { slug: string; limits: ProductLimits };
  busy: boolean;
  error: string | null;
  onCancel: () => void;
  onSubmit: (slug: string) => void;
}

export function PackageForm({ packages, current, busy, error, onCancel, onSubmit }: PackageFormProps) {
  const [slug, setSlug] = useState(packages.find((one) => one.slug !== current.slug)?.slug ?? current.slug);
  const chosen = packages.find((one) => one.slug === slug);
  const same = chosen === undefined || (slug === current.slug && changedLimits(current.limits, chosen.limits).length === 0);
  const alone = packages.length < 2 ? 'No other product has the same mode and roles.' : 'A service keeps its mode and roles: only products of the same are here.';
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (!same && !busy) onSubmit(slug); }}>
      <Field label="Product" hint={alone}>
        <Select options={packages.map((one) => ({ value: one.slug, label: one.slug === current.slug ? `${one.name} (now)` : one.name }))} value={slug} onChange={(event) => setSlug(event.target.value)} />
      </Field>
      {chosen !== undefined && <LimitChanges now={current.limits} then={chosen.limits} />}
      <p className="text-sm text-muted">The product’s own limits count from now on: options that were ordered on top are not kept, limits that were set for this service alone are. Nothing is deleted; what is used beyond a limit stays.</p>
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Keep as it is</Button>
        <Button type="submit" variant="primary" disabled={same} busy={busy}>Change package</Button>
      </div>
    </form>
  );
}
