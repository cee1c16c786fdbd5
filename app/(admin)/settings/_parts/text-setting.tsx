'use client';
import { useState } from 'react';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { SettingForm } from './setting-form.tsx';
import { type Settings, useSettings } from './use-settings.ts';

/** A setting that is one line of text. */
export function TextSetting({ initial, of, label }: { initial: Settings; of: 'upgrade'; label: string }) {
  const { values, words, save } = useSettings(initial);
  const [draft, setDraft] = useState(values[of]);
  return (
    <SettingForm words={words(of)} changed={draft !== values[of]} save={save} onSave={() => save.mutate({ key: of, value: draft })}>
      <Field label={label} optional className="max-w-160">
        <Input mono maxLength={300} spellCheck={false} value={draft} onChange={(event) => setDraft(event.target.value)} />
      </Field>
    </SettingForm>
  );
}
