'use client';
import type { ReactNode } from 'react';
import { Card } from '#app/_ui/card.tsx';
import { FieldsForm } from './fields-form.tsx';
import type { Raws } from './raws.ts';
import { type Entry, useSave, useSettings } from './settings-context.tsx';

interface SettingCardProps {
  entry: Entry;
  hints?: (raws: Partial<Raws>) => Readonly<Record<string, ReactNode>>;
  picture?: (value: unknown) => ReactNode;
}

/** One setting, with its form. */
export function SettingCard({ entry, hints, picture }: SettingCardProps) {
  const { values } = useSettings();
  const save = useSave(entry);
  return (
    <Card title={entry.title}>
      <p className="mb-4 max-w-[80ch] text-muted">{entry.help}</p>
      <FieldsForm
        fields={entry.fields} may={entry.may} value={(values as Readonly<Record<string, unknown>>)[entry.key]} fallback={entry.fallback} onSave={save}
        {...(hints !== undefined && { hints })} {...(picture !== undefined && { picture })}
      />
    </Card>
  );
}
