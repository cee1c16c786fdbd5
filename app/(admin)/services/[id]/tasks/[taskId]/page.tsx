import { notFound, redirect } from 'next/navigation';

type Params = Promise<{ id: string; taskId: string }>;

export default async function ServiceTaskPage({ params }: { params: Params }) {
  const { id, taskId } = await params;
  if (!/^\d{1,9}$/.test(id) || !/^\d{1,9}$/.test(taskId)) notFound();
  redirect(`/services/${id}/tasks?task=${taskId}`);
}
