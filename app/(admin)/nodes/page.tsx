import type { Metadata } from 'next';
import { asStaff } from '../_parts/as-staff.ts';
import { NodeList } from './_parts/node-list.tsx';

export const metadata: Metadata = { title: 'Nodes' };

export default async function NodesPage() {
  const [nodes, groups] = await asStaff((caller) => Promise.all([caller.nodes.list(), caller.groups.list()]));
  return <NodeList nodes={nodes} groups={groups} />;
}
