import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readTasks } from '../../_parts/task/read-tasks.ts';
import { FleetTasks } from '../fleet-tasks.tsx';
import { loadTaskSearch, taskInput } from '../../_parts/task/search.ts';

export const metadata: Metadata = { title: 'Tasks' };

export default async function TasksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const input = taskInput(await loadTaskSearch(searchParams), {});
  const data = await readTasks(input);
  return <FleetTasks initial={{ input, data }} />;
}
