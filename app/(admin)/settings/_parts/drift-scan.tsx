'use client';
import { useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import type { DriftPolicy } from '#server/core/drift.ts';
import { type Settings, useSettings } from './use-settings.ts';

const draftOf = ({ on, repair, fromHour, hours }: DriftPolicy) => ({ on, repair, fromHour: String(fromHour), hours: String(hours) });

export function DriftScanSettings({ initial }: { initial: Settings }) {
  const { values, words, save } = useSettings(initial);
  const stored = draftOf(values.driftScan);
  const [draft, setDraft] = useState(stored);
  const { title, help } = words('driftScan') ?? {};
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  return (
    <Card title={title}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ key: 'driftScan', value: draft });
        }}
      >
        <p className="max-w-[80ch] text-muted">{help}</p>
        <Checkbox label="Look every night" checked={draft.on} onChange={(on) => set({ on })} />
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <Field label="From, hour of the day" hint="UTC, 0 to 23">
            <Input inputMode="numeric" disabled={!draft.on} value={draft.fromHour} onChange={(event) => set({ fromHour: event.target.value })} />
          </Field>
          <Field label="Spread over, hours" hint="1 to 12">
            <Input inputMode="numeric" disabled={!draft.on} value={draft.hours} onChange={(event) => set({ hours: event.target.value })} />
          </Field>
        </div>
        <Checkbox label="Repair by itself" hint="What differs is mended at once, behind everything else that is to be done. What is somebody else’s is never touched." disabled={!draft.on} checked={draft.repair} onChange={(repair) => set({ repair })} />
        <FormError message={save.error === null ? null : sentenceOf(save.error)} />
        <Button type="submit" className="self-start" busy={save.isPending} disabled={JSON.stringify(draft) === JSON.stringify(stored)}>Save</Button>
      </form>
    </Card>
  );
}
