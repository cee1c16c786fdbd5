import { notFound, redirect } from 'next/navigation';
import { asStaff } from '../../_parts/as-staff.ts';

/** A task's own address leads to it where it belongs: over the tasks of its service. */
export default async function TaskPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound();
  const { service } = await asStaff((caller) => caller.tasks.byId({ id: Number(id) }));
  redirect(`/services/${service.id}/tasks?task=${id}`);
}
