import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { TaskModal } from '../../_parts/task/task-modal.tsx';
import { ServiceHeader } from './_parts/service-header.tsx';
import { ServiceProvider } from './_parts/service-context.tsx';
import { idOf, readService } from './read.ts';

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  // What is not there is the layout's to say; the page that says so wants a title all the same.
  const found = await params.then(({ id }) => readService(idOf(id))).catch(() => null);
  if (found === null) return { title: 'Not found' };
  const { domain } = found.view.service;
  return { title: { default: `${domain} · Hostwright`, template: `%s · ${domain} · Hostwright` } };
}

export default async function ServiceLayout({ params, children }: { params: Params; children: ReactNode }) {
  const { view, detail } = await readService(idOf((await params).id));
  return (
    <ServiceProvider key={view.service.id} initial={{ view, detail }}>
      <ServiceHeader />
      {children}
      <TaskModal />
    </ServiceProvider>
  );
}
