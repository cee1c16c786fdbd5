'use client';
import { useState } from 'react';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import type { DriftPolicy } from '#server/core/drift.ts';
import { SettingForm } from './setting-form.tsx';
import { type Settings, useSettings } from './use-settings.ts';

const draftOf = ({ on, repair, fromHour, hours }: DriftPolicy) => ({ on, repair, fromHour: String(fromHour), hours: String(hours) });

export function DriftScanSettings({ initial }: { initial: Settings }) {
  const { values, words, save } = useSettings(initial);
  const stored = draftOf(values.driftScan);
  const [draft, setDraft] = useState(stored);
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  return (
    <SettingForm words={words('driftScan')} changed={JSON.stringify(draft) !== JSON.stringify(stored)} save={save} onSave={() => save.mutate({ key: 'driftScan', value: draft })}>
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
    </SettingForm>
  );
}
