'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { ticketPriorities, type TicketSettings as Value, type Written } from '#server/core/ticket.ts';
import { SettingForm } from './setting-form.tsx';
import { type Settings, useSettings } from './use-settings.ts';

export function TicketSettings({ initial }: { initial: Settings }) {
  const { values, words, save } = useSettings(initial);
  const [draft, setDraft] = useState<Value>(values.tickets);
  const [shown, show] = useState(false);
  const set = (part: Partial<Value>) => setDraft({ ...draft, ...part });
  return (
    <SettingForm words={words('tickets')} changed={JSON.stringify(draft) !== JSON.stringify(values.tickets)} save={save} onSave={() => save.mutate({ key: 'tickets', value: draft })}>
      <div className="flex flex-col gap-2">
        <Checkbox label="Open tickets" checked={draft.on} onChange={(on) => set({ on })} />
        <Checkbox label="As tickets of the customer" hint="With the words below, which name no server; staff read the cause in a note. A server’s own ticket is never a customer’s." checked={draft.visible} onChange={(visible) => set({ visible })} />
        <Checkbox label="Close it when what failed has worked after all" checked={draft.close} onChange={(close) => set({ close })} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label="Priority"><Select options={ticketPriorities.map((value) => ({ value, label: value }))} value={draft.priority} onChange={(event) => set({ priority: ticketPriorities.find((one) => one === event.target.value) ?? 'Medium' })} /></Field>
        <Field label="For one server, an hour" hint="After that one with a list"><Input inputMode="numeric" value={String(draft.perNodeHour)} onChange={(event) => set({ perNodeHour: Number(event.target.value.replaceAll(/\D/g, '')) })} /></Field>
        <Field label="From, name"><Input value={draft.name} onChange={(event) => set({ name: event.target.value })} /></Field>
        <Field label="From, e-mail address"><Input type="email" value={draft.email} onChange={(event) => set({ email: event.target.value })} /></Field>
      </div>
      {draft.visible && (
        <>
          <Field label="Subject for customers" hint="{domain} and {reference} are filled in"><Input value={draft.customerSubject} onChange={(event) => set({ customerSubject: event.target.value })} /></Field>
          <Field label="Text for customers" hint="{what} is one sentence of what did not work"><Textarea rows={3} value={draft.customerText} onChange={(event) => set({ customerText: event.target.value })} /></Field>
        </>
      )}
      <Button className="self-start" variant="quiet" onClick={() => show(true)}>Preview</Button>
      <Dialog open={shown} onClose={() => show(false)} title="What a ticket looks like">{shown && <Preview tickets={draft} />}</Dialog>
    </SettingForm>
  );
}

function Preview({ tickets }: { tickets: Value }) {
  const trpc = useTRPC();
  const { data, error } = useQuery({ ...trpc.whmcs.preview.queryOptions({ tickets }), retry: false });
  if (error !== null) return <p role="alert" className="text-bad-text">{sentenceOf(error)}</p>;
  if (data === undefined) return <p className="text-muted">…</p>;
  return (
    <div className="flex flex-col gap-5">
      <Ticket title={tickets.visible ? 'To the customer' : 'To staff'} of={data.first} />
      {data.note !== null && <Ticket title="Note for staff" of={{ subject: '', message: data.note }} />}
      <Ticket title="Of a server that fails many" of={data.list} />
    </div>
  );
}

const Ticket = ({ title, of }: { title: string; of: Written }) => (
  <section className="flex flex-col gap-1">
    <h3 className="text-sm text-muted">{title}</h3>
    {of.subject !== '' && <p className="font-[540] wrap-anywhere">{of.subject}</p>}
    <p className="rounded-card border border-line p-3 text-sm whitespace-pre-line wrap-anywhere">{of.message.replaceAll('**', '')}</p>
  </section>
);
