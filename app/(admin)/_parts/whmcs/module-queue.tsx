'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Link } from '#app/_ui/link.tsx';
import { Note } from '#app/_ui/note.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';

type Queued = Outputs['services']['moduleQueue'][number];

/** As WHMCS's own buttons call them. */
const actions: Readonly<Record<string, string>> = { CreateAccount: 'Create', SuspendAccount: 'Suspend', UnsuspendAccount: 'Unsuspend', TerminateAccount: 'Terminate', ChangePassword: 'Change Password', ChangePackage: 'Change Package', Renew: 'Renew' };
const actionOf = ({ action }: Queued): string => actions[action] ?? action;

const WHERE = 'It does not try again by itself: press Retry in its Module Queue (Utilities).';

/** WHMCS does not try again, and who works here does not look there. */
export function ModuleQueueNote({ queued, onShow }: { queued: readonly Queued[]; onShow: () => void }) {
  const [first] = queued;
  if (first === undefined) return null;
  const where = new Set(queued.map(({ instance }) => instance)).size === 1 ? first.instance : 'WHMCS';
  const what = queued.length === 1 ? `${actionOf(first)} of ${first.service?.domain ?? `service ${first.externalId}`} waits` : `${queued.length} actions wait`;
  return <Note tone="warn" icon="pause" action={<Button size="small" onClick={onShow}>Show</Button>}>{what} in {where}. {WHERE}</Note>;
}

export function ModuleQueueList({ queued }: { queued: readonly Queued[] }) {
  return (
    <ul className="max-h-[60vh] divide-y divide-line overflow-auto border-y border-line">
      {queued.map((one) => (
        <li key={`${one.instance} ${one.externalId} ${one.action}`} className="flex flex-col gap-0.5 py-2.5">
          <span className="flex flex-wrap justify-between gap-x-4">
            <span className="font-[540] wrap-anywhere">{actionOf(one)} of {one.service === null ? 'a service that is not known here' : <Link href={`/services/${one.service.id}`}>{one.service.domain}</Link>}</span>
            <span className="text-sm text-muted">{one.instance}, service {one.externalId} · tried <TimeAgo at={one.at} /></span>
          </span>
          <span className="text-sm wrap-anywhere text-muted">{one.error === '' ? 'WHMCS does not say why' : one.error}</span>
        </li>
      ))}
    </ul>
  );
}

/** Above the services, while something waits. */
export function ModuleQueue() {
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.services.moduleQueue.queryOptions({}));
  const [shown, show] = useState(false);
  const newest = data.map(({ toldAt }) => toldAt).toSorted().at(-1);
  return (
    <>
      <ModuleQueueNote queued={data} onShow={() => show(true)} />
      <Dialog open={shown} onClose={() => show(false)} title="Waiting in WHMCS">
        <p className="mb-4 text-muted">WHMCS was refused this, or got no answer. {WHERE} The list follows with its cron{newest !== undefined && <>, which last told of it <TimeAgo at={newest} /></>}.</p>
        <ModuleQueueList queued={data} />
      </Dialog>
    </>
  );
}

/** On one service's page. */
export function ModuleQueueOf({ serviceId }: { serviceId: number }) {
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.services.moduleQueue.queryOptions({ id: serviceId }));
  return data.map((one) => (
    <Note key={one.action} tone="warn" icon="pause">{actionOf(one)} waits in {one.instance}; it was last tried <TimeAgo at={one.at} />{one.error !== '' && <>: {one.error}</>} {WHERE}</Note>
  ));
}
