'use client';
import { RoomsProvider } from '#app/_rooms/room-context.tsx';
import { SiteForm } from '#app/_rooms/web/site-form.tsx';
import { Website } from '#app/_rooms/web/website.tsx';
import { type SiteSettings, siteSettings } from '#server/core/site.ts';
import type { TaskStatus } from '#server/core/task.ts';
import { noItems, site, view } from '../factories.ts';
import { Shelf } from './shelf.tsx';

const wish: SiteSettings = siteSettings.parse({ phpTemplate: 'PHP-8_3', aliases: ['rosas-cakes.org', 'shop.rosas-bakery.org'], redirect: { url: 'https://example.org/new', code: 302 }, forceHttps: true, hsts: true, cache: true });

const states: readonly { name: string; status: TaskStatus; site: typeof site; readOnly?: string }[] = [
  { name: 'as it was made', status: 'succeeded', site },
  { name: 'set, and waiting for its certificate', status: 'succeeded', site: { ...site, wish, known: wish, waiting: true } },
  { name: 'being changed', status: 'running', site: { ...site, wish } },
  { name: 'refused by its server', status: 'failed', site: { ...site, wish } },
  { name: 'of a suspended service, under a shared name', status: 'succeeded', site: { ...site, names: false }, readOnly: 'The service is suspended: a panel takes no changes then. Unsuspend it first.' },
];

export function Sites() {
  return (
    <Shelf title="Website">
      {states.map(({ name, status, site: its, readOnly = null }) => (
        <div key={name}>
          <p className="mb-2 text-sm text-muted">A website {name}</p>
          <RoomsProvider api={noItems} view={view({ steps: [['web.applySettings', status, 3]], progress: 1000, state: 'active', service: { site: its } })} audience="customer" readOnly={readOnly}><Website /></RoomsProvider>
        </div>
      ))}
      <SiteForm domain="rosas-bakery.example" settings={wish} php={site.php} names secure={false} onSubmit={() => new Promise(() => undefined)} onCancel={() => undefined} />
    </Shelf>
  );
}
