'use client';
import { useState } from 'react';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { type MailEvent, mailEvents } from '#server/core/call-back.ts';
import { SettingForm } from './setting-form.tsx';
import { type Settings, useSettings } from './use-settings.ts';

const labels: Record<MailEvent, string> = {
  welcome: 'Ready, for the first time', ready: 'Ready again', failed: 'Not set up yet', suspended: 'Suspended', unsuspended: 'Switched on again', passwordChanged: 'Password changed', certificateExpiring: 'Certificate expires soon',
};

export function CallBackSettings({ initial }: { initial: Settings }) {
  const { values, words, save } = useSettings(initial);
  const stored = { ...values.callBacks, giveUpDays: String(values.callBacks.giveUpDays) };
  const [draft, setDraft] = useState(stored);
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  return (
    <SettingForm words={words('callBacks')} changed={JSON.stringify(draft) !== JSON.stringify(stored)} save={save} onSave={() => save.mutate({ key: 'callBacks', value: draft })}>
      <div className="flex flex-col gap-2">
        <Checkbox label="User name, address and nameservers of a service" checked={draft.product} onChange={(product) => set({ product })} />
        <Checkbox label="A line in the activity log for each operation" checked={draft.activity} onChange={(activity) => set({ activity })} />
        <Checkbox label="Its notification rules" hint="Only with the API" checked={draft.notify} onChange={(notify) => set({ notify })} />
      </div>
      <fieldset className="flex flex-col gap-3">
        <legend className="pb-1 font-[540]">Mails to customers</legend>
        <p className="max-w-[80ch] text-sm text-muted">Each by the name of a product template of WHMCS; empty: no mail. The product’s own Welcome Email is held by the module and does not go besides.</p>
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {mailEvents.map((event) => <Field key={event} label={labels[event]} optional><Input maxLength={100} value={draft.mails[event]} onChange={({ target }) => set({ mails: { ...draft.mails, [event]: target.value } })} /></Field>)}
        </div>
      </fieldset>
      <Field label="Tried for, days" hint="1 to 30, while WHMCS does not answer" className="w-40"><Input inputMode="numeric" value={draft.giveUpDays} onChange={(event) => set({ giveUpDays: event.target.value })} /></Field>
    </SettingForm>
  );
}
