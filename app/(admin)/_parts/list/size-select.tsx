'use client';
import { Field } from '@base-ui/react/field';
import { Select } from '#app/_ui/select.tsx';
import { type PageSize, pageSizes } from './sizes.ts';

export function SizeSelect({ value, onChange }: { value: PageSize; onChange: (size: PageSize) => void }) {
  return (
    <Field.Root className="shrink-0">
      <Select
        aria-label="Rows on a page"
        options={pageSizes.map((size) => ({ value: String(size), label: `Show ${size}` }))}
        value={String(value)}
        onChange={(event) => onChange(pageSizes.find((size) => String(size) === event.target.value) ?? value)}
      />
    </Field.Root>
  );
}
