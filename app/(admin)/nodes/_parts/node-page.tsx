'use client';
import { useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Link } from '#app/_ui/link.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { serviceWords } from '#server/core/operation.ts';
import { NodeFound } from '../../_parts/node-wizard/node-found.tsx';
import { SiteForm } from '../../_parts/node-wizard/site-form.tsx';
import { sitesOf, type Site } from '../../_parts/node-wizard/sites.ts';
import { startedWith } from '../../_parts/started-with.ts';
import { TaskList } from '../../_parts/task/task-list.tsx';
import { TaskModal } from '../../_parts/task/task-modal.tsx';
import { Health } from './health.tsx';
import { HostKey } from './host-key.tsx';
import { NodeFacts } from './node-facts.tsx';
import { NodeHistory } from './node-history.tsx';
import { NodeNotes } from './node-notes.tsx';
import type { NodeRow } from './node-row.ts';
import { NodeStateSelect } from './node-state.tsx';
import { SshKey } from './ssh-key.tsx';
import { useNodeChange } from './use-node-change.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

type Detail = Outputs['nodes']['byId'];
interface NodePageProps {
  initial: Detail;
  tasks: ComponentProps<typeof TaskList>['initial'];
}

/** One node: how it is and was, what it has to do, who lives there, what it is called outside, and its key. */
export function NodePage({ initial, tasks }: NodePageProps) {
  const trpc = useTRPC();
  const { id } = initial.node;
  const { data } = useQuery({ ...trpc.nodes.byId.queryOptions({ id }), ...startedWith(id, { input: id, data: initial }) });
  const detail = data ?? initial;
  const { node } = detail;
  const { check } = useNodeChange(node.name);
  return (
    <>
      <PageHeader
        title={node.name} crumbs={[{ label: 'Nodes', href: '/nodes' }, { label: node.group }]} pill={<Health node={node} short />}
        actions={<><NodeStateSelect node={node} /><RoleButton ability="care" busy={check.isPending} onClick={() => check.mutate({ id })}>{node.circuitUntil === null && !node.halfOpen ? 'Check now' : 'Probe now'}</RoleButton></>}
      />
      <NodeNotes node={node} readings={detail.readings} trouble={check.error === null ? null : sentenceOf(check.error)} />
      <NodeFacts node={node} readings={detail.readings} />
      <NodeHistory samples={detail.samples} />
      <section aria-labelledby="tasks" className="flex flex-col gap-3">
        <h2 id="tasks" className="text-base font-[600]">Tasks</h2>
        <TaskList nodeId={id} initial={tasks} />
      </section>
      <div className="grid items-start gap-5 min-[1100px]:grid-cols-2">
        <Placed detail={detail} />
        <Events events={detail.events} />
      </div>
      <Settings node={node} />
      <TaskModal />
    </>
  );
}

function Placed({ detail: { node, placed } }: { detail: Detail }) {
  return (
    <Card title={<>Services <span className="font-normal text-muted">{node.services.toLocaleString('en')}{node.maxAccounts === null ? '' : ` of ${node.maxAccounts.toLocaleString('en')}`}</span></>} flush>
      {placed.length === 0 ? <Empty title="No services here">The next order that finds the least to carry here brings the first.</Empty> : (
        <ul className="divide-y divide-line border-t border-line">
          {placed.map((service) => (
            <li key={`${service.id} ${service.login}`} className="flex min-h-12 flex-wrap items-center justify-between gap-3 px-5 py-2">
              <span className="min-w-0"><Link href={`/services/${service.id}`} className="font-[540] wrap-anywhere">{service.domain}</Link> <code className="text-sm wrap-anywhere text-muted">{service.login}</code></span>
              <StatusPill words={serviceWords[service.state]} />
            </li>
          ))}
        </ul>
      )}
      {placed.length > 0 && placed.length < node.services && <p className="border-t border-line px-5 py-2 text-sm text-muted">The newest {placed.length}; the list of services finds the others.</p>}
    </Card>
  );
}

function Events({ events }: { events: Detail['events'] }) {
  return (
    <Card title="Events" flush>
      {events.length === 0 ? <Empty title="Nothing yet">Its circuit opening and closing, its state and its key changing are written down here.</Empty> : (
        <ul className="divide-y divide-line border-t border-line">
          {events.map((event) => <li key={event.id} className="flex items-baseline justify-between gap-4 px-5 py-2"><span className="min-w-0 wrap-anywhere">{event.text}</span><TimeAgo at={event.at} className="shrink-0 text-sm text-muted" /></li>)}
        </ul>
      )}
    </Card>
  );
}

function Settings({ node }: { node: NodeRow }) {
  const { update } = useNodeChange(node.name);
  const toast = useToast();
  const save = async (site: Site) => {
    await update.mutateAsync({ id: node.id, ...sitesOf(site) });
    toast({ title: `${node.name} is saved` });
  };
  return (
    <Card title="Settings">
      <div className="flex flex-col gap-5">
        {node.probed !== null && <NodeFound facts={node.probed} />}
        <SiteForm
          start={{
            name: node.name, groupId: String(node.groupId), roles: node.roles, ipv4: node.ipv4, ipv6: node.ipv6 ?? '', hostname: node.hostname, mailHost: node.mailHost ?? '', webmailUrl: node.webmailUrl ?? '',
            nameserver: node.nameserver ?? '', slots: String(node.slots), weight: String(node.weight), maxAccounts: node.maxAccounts === null ? '' : String(node.maxAccounts), newGroup: '', nameservers: '',
          }}
          groups={null} action="Save" onSubmit={save}
        />
        <SshKey node={node} />
        <HostKey node={node} />
      </div>
    </Card>
  );
}
