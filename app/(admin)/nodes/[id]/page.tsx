import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { asStaff } from '../../_parts/as-staff.ts';
import { readTasks } from '../../_parts/task/read-tasks.ts';
import { loadTaskSearch, taskInput } from '../../_parts/task/search.ts';
import { NodePage } from '../_parts/node-page.tsx';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

function idOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) notFound();
  return Number(text);
}

/** Once per request: the page and its title want the same. */
const readNode = cache((id: number) => asStaff((caller) => caller.nodes.byId({ id })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await params.then(({ id }) => readNode(idOf(id))).catch(() => null);
  return { title: found === null ? 'Not found' : found.node.name };
}

export default async function OneNodePage({ params, searchParams }: Props) {
  const id = idOf((await params).id);
  const input = taskInput(await loadTaskSearch(searchParams), { nodeId: id });
  const [node, tasks] = await Promise.all([readNode(id), readTasks(input)]);
  return <NodePage key={id} initial={node} tasks={{ input, data: tasks }} />;
}
