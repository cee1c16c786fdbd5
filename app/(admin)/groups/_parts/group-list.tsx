'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { startedWith } from '../../_parts/started-with.ts';
import { GroupCard, type Group } from './group-card.tsx';
import { GroupForm } from './group-form.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

/** What is sold together: each group with its nameservers, its nodes and its products. */
export function GroupList({ initial }: { initial: readonly Group[] }) {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.groups.list.queryOptions(), ...startedWith(null, { input: null, data: [...initial] }) });
  const [edited, setEdited] = useState<Group | 'new' | null>(null);
  const groups = data ?? initial;
  const start = <RoleButton ability="house" variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>New group</RoleButton>;
  return (
    <>
      <PageHeader title="Groups" crumbs={[{ label: 'Nodes', href: '/nodes' }]} actions={groups.length > 0 ? start : undefined} />
      {groups.length === 0 && <Card flush><Empty title="No groups yet" action={start}>A group is what a product is sold on: its nodes, and the nameservers that stand in every zone.</Empty></Card>}
      {groups.map((group) => <GroupCard key={group.id} group={group} onEdit={() => setEdited(group)} />)}
      <Dialog open={edited !== null} onClose={() => setEdited(null)} title={edited === 'new' || edited === null ? 'New group' : edited.name}>
        {edited !== null && <GroupForm group={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />}
      </Dialog>
    </>
  );
}
