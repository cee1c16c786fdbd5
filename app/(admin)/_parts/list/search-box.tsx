'use client';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Field } from '@base-ui/react/field';
import { Input } from '#app/_ui/input.tsx';

interface SearchBoxProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder: string;
}

const PAUSE_MS = 250;

/** Asks when the typing pauses, or at once on Enter. */
export function SearchBox({ value, onChange, label, placeholder }: SearchBoxProps) {
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  // The back button changes the address under us.
  if (known !== value) {
    setKnown(value);
    setDraft(value);
  }
  useEffect(() => {
    if (draft === value) return;
    const timer = setTimeout(() => onChange(draft), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return (
    <Field.Root className="relative w-full sm:w-72">
      <Search size={15} aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        className="pl-8"
        value={draft}
        maxLength={200}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && onChange(draft)}
      />
    </Field.Root>
  );
}
