'use client';
import { useState } from 'react';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import type { CertificatePolicy } from '#server/core/certificate.ts';
import { SettingForm } from './setting-form.tsx';
import { type Settings, useSettings } from './use-settings.ts';

type NumberKey = Exclude<keyof CertificatePolicy, 'warnDays'>;

const fields: readonly { key: NumberKey; label: string; hint: string }[] = [
  { key: 'fastTries', label: 'Fast tries', hint: 'Just after a deployment' },
  { key: 'fastSeconds', label: 'Between them, seconds', hint: 'At least 10' },
  { key: 'normalMinutes', label: 'Then every, minutes', hint: 'Until a certificate is served' },
  { key: 'activeHours', label: 'Once it is served, hours', hint: 'Sooner when a renewal is due' },
  { key: 'freezeAfter', label: 'Freeze after, failures', hint: 'Not pointing here is none' },
  { key: 'freezeHours', label: 'For, hours', hint: 'Issue now lifts it' },
  { key: 'deploySeconds', label: 'A Vanity deployment waits, seconds', hint: '0: Auto-SSL does it alone' },
  { key: 'renewDays', label: 'Renew before the end, days', hint: 'The panel itself renews at 30' },
];

const textOf = (policy: CertificatePolicy): Record<keyof CertificatePolicy, string> => ({
  fastTries: String(policy.fastTries), fastSeconds: String(policy.fastSeconds), normalMinutes: String(policy.normalMinutes), activeHours: String(policy.activeHours),
  freezeAfter: String(policy.freezeAfter), freezeHours: String(policy.freezeHours), deploySeconds: String(policy.deploySeconds), renewDays: String(policy.renewDays), warnDays: policy.warnDays.join(', '),
});

export function AutoSslSettings({ initial }: { initial: Settings }) {
  const { values, words, save } = useSettings(initial);
  const stored = textOf(values.autoSsl);
  const [draft, setDraft] = useState(stored);
  const set = (key: keyof CertificatePolicy, text: string) => setDraft({ ...draft, [key]: text });
  const warnDays = draft.warnDays.split(',').map((text) => text.trim()).filter((text) => text !== '');
  return (
    <SettingForm words={words('autoSsl')} changed={JSON.stringify(draft) !== JSON.stringify(stored)} save={save} onSave={() => save.mutate({ key: 'autoSsl', value: { ...draft, warnDays } })}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {fields.map(({ key, label, hint }) => (
          <Field key={key} label={label} hint={hint}>
            <Input inputMode="numeric" value={draft[key]} onChange={(event) => set(key, event.target.value)} />
          </Field>
        ))}
        <Field label="Warn before the end, days" hint="Several, with commas">
          <Input value={draft.warnDays} onChange={(event) => set('warnDays', event.target.value)} />
        </Field>
      </div>
    </SettingForm>
  );
}
