'use client';
import type { ComponentProps } from 'react';
import { LiveSign } from '#app/_ui/live-sign.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { useFleet } from '../_parts/fleet.tsx';
import { TaskList } from '../_parts/task/task-list.tsx';
import { TaskModal } from '../_parts/task/task-modal.tsx';

export function FleetTasks({ initial }: Pick<ComponentProps<typeof TaskList>, 'initial'>) {
  const { connection } = useFleet();
  return (
    <>
      <PageHeader title="Tasks" actions={<span className="flex h-8 items-center"><LiveSign connection={connection} /></span>} />
      <TaskList initial={initial} />
      <TaskModal />
    </>
  );
}
