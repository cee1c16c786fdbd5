'use client';
import { useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { type Settings, useSettings } from './use-settings.ts';

/** A setting that is one number: how long something is kept, how many are enough. */
export function NumberSetting({ initial, of, title }: { initial: Settings; of: 'logDays' | 'historyDays' | 'quorum'; title: string }) {
  const { values, words, save } = useSettings(initial);
  const [draft, setDraft] = useState(String(values[of]));
  const { title: label = '', help } = words(of) ?? {};
  return (
    <Card title={title}>
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ key: of, value: draft });
        }}
      >
        <Field label={label} hint={help} error={save.error === null ? undefined : sentenceOf(save.error)} className="max-w-72">
          <Input inputMode="numeric" className="max-w-28" value={draft} onChange={(event) => setDraft(event.target.value)} />
        </Field>
        <Button type="submit" className="sm:mt-6.5" busy={save.isPending} disabled={draft === String(values[of])}>Save</Button>
      </form>
    </Card>
  );
}
