'use client';
import { Card } from '#app/_ui/card.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Link } from '#app/_ui/link.tsx';
import { OutsideLink } from '#app/_ui/outside-link.tsx';
import { KeyValueStrip } from '#app/_ui/key-value.tsx';
import { Note } from '#app/_ui/note.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { ENGLISH, inWords } from '#app/_ui/time.ts';
import { whyNoRoom } from '#server/core/why.ts';
import { CleanUp, hasOrphan } from '../../../../_parts/task/clean-up.tsx';
import { Choices } from '../../../../_parts/choices.tsx';
import { ModuleQueueOf } from '../../../../_parts/whmcs/module-queue.tsx';
import { certificatesAtHome, endingSoon } from '#server/core/certificate-line.ts';
import { useService } from '../service-context.tsx';
import { Limits } from './limits.tsx';
import { Places } from './places.tsx';
import { StrayNote } from './stray-note.tsx';
import { Usage } from './usage.tsx';
import { VerifyCard } from './verify-card.tsx';
import { openCopies } from '#server/core/copies.ts';
import { currentOperation } from '#server/core/progress.ts';
import { tabHref } from '../../tabs.ts';
import { RetryFailed } from '../retry-failed.tsx';
import { Pointing } from '#app/_rooms/pointing/pointing.tsx';
import { StaffRooms } from '../staff-rooms.tsx';
import { Trouble } from './trouble.tsx';

/** What stands at one glance: where the service lives, under which names, how much it may hold, whose it is. */
const roleTitles = { web: 'Website', mail: 'Email' } as const;

export function Overview() {
  return (
    <>
      <NewestTrouble />
      <CopyTrouble />
      <EndingCertificates />
      <Stray />
      <Queued />
      <Places />
      <Facts />
      <VerifyCard />
      <div className="grid items-start gap-5 min-[1100px]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex flex-col gap-5">
          <StaffRooms><Pointing /></StaffRooms>
          <Usage />
          <Limits />
        </div>
        <div className="flex flex-col gap-5">
          <WhyHere />
          <Nameservers />
          <Client />
        </div>
      </div>
    </>
  );
}

function Stray() {
  const { view, detail } = useService();
  if (detail.strayAt === null || view.service.state === 'terminated') return null;
  return <StrayNote instance={detail.instance} at={detail.strayAt} />;
}

function Queued() {
  const { view: { service } } = useService();
  return <ModuleQueueOf serviceId={service.id} />;
}

function NewestTrouble() {
  const { view } = useService();
  const newest = currentOperation(view);
  if (newest === null || newest.status === 'running' || newest.status === 'succeeded') return null;
  const { id } = view.service;
  const tasks = view.tasks.filter((task) => task.operationId === newest.id);
  const orphan = tasks.find(hasOrphan);
  return <Trouble operation={newest} tasks={tasks} href={tabHref(id, 'deploy')} action={<span className="flex flex-wrap gap-2">{orphan !== undefined && <CleanUp task={orphan} />}<RetryFailed serviceId={id} /></span>} />;
}

function EndingCertificates() {
  const { view: { service } } = useService();
  return service.certificates.map((one) => one.warning === null ? null : (
    <Note key={one.role} tone={one.warning <= 3 ? 'bad' : 'warn'} icon="clock">
      {roleTitles[one.role]} certificate: {endingSoon(one)} <Link href={tabHref(service.id, 'ssl')} className="text-current! decoration-current!">See why</Link>
    </Note>
  ));
}

/** The service is live, and something of it will not come to a node without a person. */
function CopyTrouble() {
  const { view } = useService();
  const { id } = view.service;
  const stuck = openCopies(view).filter(({ operation }) => operation.status === 'failed' || operation.status === 'cancelled');
  return [...Map.groupBy(stuck, ({ operation }) => operation.id).values()].map((copies) => {
    const [first] = copies;
    if (first === undefined) return null;
    const what = `${first.role === 'dns' ? 'The zone' : roleTitles[first.role === 'mail' ? 'mail' : 'web']} on ${copies.map(({ node }) => node?.name).join(', ')}`;
    return <Trouble key={first.operation.id} what={what} operation={first.operation} tasks={copies.flatMap(({ tasks }) => tasks)} href={tabHref(id, 'deploy')} action={<RetryFailed serviceId={id} />} />;
  });
}

function Facts() {
  const { view: { service }, detail } = useService();
  const until = (words: string) => <span className="text-muted">{service.state === 'terminated' ? '–' : words}</span>;
  const rows = [
    { name: 'Product', value: <Link href={`/products?edit=${detail.productId}`}>{service.product}</Link> },
    { name: 'PHP template', value: <code>{detail.phpTemplate}</code> },
    { name: 'Address', value: service.home?.ipv4 ?? until('known when it is live') },
    { name: 'Certificate', value: service.home === null ? until('after the deployment') : (certificatesAtHome(service.certificates)?.words.staff ?? 'None') },
    { name: 'Ordered', value: <TimeAgo at={service.createdAt} /> },
    { name: 'Built in', value: service.home?.tookMs == null ? <span className="text-muted">–</span> : inWords(service.home.tookMs, ENGLISH) },
  ];
  return <div className="overflow-hidden rounded-card border border-line shadow-card"><KeyValueStrip rows={rows} /></div>;
}

/** What the choice of nodes was when the order came, or why it waits for one. */
function WhyHere() {
  const { view: { service }, detail: { choices } } = useService();
  if (choices.length === 0) return null;
  const waits = service.state === 'waiting' ? whyNoRoom(choices) : null;
  return (
    <Card title="Why here?">
      {waits !== null && <Note tone="warn" icon="queue" className="mb-4">{waits}. It begins by itself when there is room.</Note>}
      <Choices choices={choices} />
    </Card>
  );
}

function Nameservers() {
  const { detail } = useService();
  // A name of the provider's is published already.
  if (detail.guest) return null;
  return (
    <Card title="Nameservers" actions={<CopyButton value={detail.nameservers.join('\n')} what="Nameservers" />}>
      <ul className="-mt-1 flex flex-col gap-1">
        {detail.nameservers.map((name) => <li key={name}><code>{name}</code></li>)}
      </ul>
    </Card>
  );
}

function Client() {
  const { view: { service }, detail } = useService();
  const { client, origin, instance } = detail;
  return (
    <Card title="Client">
      <dl className="-mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        <dt className="text-muted">Name</dt>
        <dd className="wrap-anywhere">{client.name === '' ? '–' : client.name}</dd>
        <dt className="text-muted">E-mail</dt>
        <dd className="wrap-anywhere"><a className="text-accent-text underline-offset-3 hover:underline" href={`mailto:${client.email}`}>{client.email}</a></dd>
        <dt className="text-muted">Client</dt>
        <dd>{client.id} · {client.language}</dd>
        <dt className="text-muted">Ordered by</dt>
        <dd className="wrap-anywhere">
          {instance} {service.externalId}
          {origin !== null && <> · <OutsideLink href={`${origin}/clientarea.php?action=productdetails&id=${encodeURIComponent(service.externalId)}`}>Client area</OutsideLink></>}
        </dd>
      </dl>
    </Card>
  );
}
