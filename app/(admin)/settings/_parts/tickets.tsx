'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import type { TicketSettings as Value, Written } from '#server/core/ticket.ts';
import { SettingCard } from './setting-card.tsx';
import type { Entry } from './settings-context.tsx';

export function TicketSettings({ entry }: { entry: Entry }) {
  return <SettingCard entry={entry} picture={(draft) => <Shown draft={draft as Value | null} />} />;
}

/** What such tickets say, before they are saved; not while a field is wrong. */
function Shown({ draft }: { draft: Value | null }) {
  const [shown, show] = useState(false);
  return (
    <>
      <Button className="self-start" variant="quiet" disabled={draft === null} onClick={() => show(true)}>Preview</Button>
      <Dialog open={shown && draft !== null} onClose={() => show(false)} title="What a ticket looks like">{shown && draft !== null && <Preview tickets={draft} />}</Dialog>
    </>
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
