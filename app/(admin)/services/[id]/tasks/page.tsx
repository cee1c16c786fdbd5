import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readTasks } from '../../../_parts/task/read-tasks.ts';
import { loadTaskSearch, taskInput } from '../../../_parts/task/search.ts';
import { TaskList } from '../../../_parts/task/task-list.tsx';
import { idOf } from '../read.ts';

export const metadata: Metadata = { title: 'Tasks' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ServiceTasksPage({ params, searchParams }: Props) {
  const serviceId = idOf((await params).id);
  const input = taskInput(await loadTaskSearch(searchParams), { serviceId });
  const data = await readTasks(input);
  return <TaskList serviceId={serviceId} initial={{ input, data }} />;
}
