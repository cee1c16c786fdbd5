import type { Metadata } from 'next';
import { asStaff } from '../_parts/as-staff.ts';
import { NodeList } from './_parts/node-list.tsx';
import { Orphans } from './_parts/orphans.tsx';

export const metadata: Metadata = { title: 'Nodes' };

export default async function NodesPage() {
  const [nodes, groups, orphans] = await asStaff((caller) => Promise.all([caller.nodes.list(), caller.groups.list(), caller.services.orphans()]));
  return (
    <>
      <NodeList nodes={nodes} groups={groups} />
      <Orphans orphans={orphans} />
    </>
  );
}
