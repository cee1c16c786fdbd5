'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import type { SiteLog } from '#app/_live/use-site-log.ts';
import { RoomsProvider } from '#app/_rooms/room-context.tsx';
import { SiteForm } from '#app/_rooms/web/site-form.tsx';
import { SiteLogView } from '#app/_rooms/web/site-logs.tsx';
import { VisitorForm } from '#app/_rooms/web/visitors.tsx';
import { Website } from '#app/_rooms/web/website.tsx';
import { newQueries } from '#app/_trpc/queries.ts';
import { type SiteSettings, siteSettings } from '#server/core/site.ts';
import type { TaskStatus } from '#server/core/task.ts';
import { noItems, site, view } from '../factories.ts';
import { Shelf } from './shelf.tsx';

const wish: SiteSettings = siteSettings.parse({ phpTemplate: 'PHP-8_3', folder: '/shop/public', aliases: ['rosas-cakes.org', 'shop.rosas-bakery.org'], redirect: { url: 'https://example.org/new', code: 302 }, forceHttps: true, hsts: true, cache: true });

const states: readonly { name: string; status: TaskStatus; site: typeof site; readOnly?: string }[] = [
  { name: 'as it was made', status: 'succeeded', site },
  { name: 'set, and waiting for its certificate', status: 'succeeded', site: { ...site, wish, known: wish, waiting: true } },
  { name: 'being changed', status: 'running', site: { ...site, wish } },
  { name: 'refused by its server', status: 'failed', site: { ...site, wish } },
  { name: 'changed on the server by somebody else', status: 'succeeded', site: { ...site, outside: true } },
  { name: 'switched off by the provider', status: 'succeeded', site: { ...site, off: true, isOff: true } },
  { name: 'of a suspended service, under a shared name', status: 'succeeded', site: { ...site, names: false }, readOnly: 'The service is suspended: a panel takes no changes then. Unsuspend it first.' },
];

const logs: readonly SiteLog[] = [
  { is: 'reading', lines: [], sentence: null },
  { is: 'following', lines: [{ line: 1, text: '198.51.100.7 - - [03/Jun/2026:20:41:50 +0000] "GET / HTTP/2.0" 200 5120 "-" "Mozilla/5.0"' }, { line: 2, text: '203.0.113.9 - - [03/Jun/2026:20:41:52 +0000] "GET /<script>alert(1)</script> HTTP/1.1" 404 162' }], sentence: null },
  { is: 'ended', lines: [], sentence: 'The server does not answer just now: its log can be read when it does' },
];

export function Sites() {
  const [client] = useState(newQueries);
  return (
    <QueryClientProvider client={client}>
      <Shelf title="Website">
        {states.map(({ name, status, site: its, readOnly = null }) => (
          <div key={name}>
            <p className="mb-2 text-sm text-muted">A website {name}</p>
            <RoomsProvider api={noItems} view={view({ steps: [['web.applySettings', status, 3]], progress: 1000, state: 'active', service: { site: its } })} audience="customer" readOnly={readOnly}><Website /></RoomsProvider>
          </div>
        ))}
        <SiteForm domain="rosas-bakery.example" settings={wish} php={site.php} names secure={false} onSubmit={() => new Promise(() => undefined)} onCancel={() => undefined} />
        <VisitorForm name={null} onSubmit={() => new Promise(() => undefined)} onCancel={() => undefined} />
        {logs.map((followed) => <SiteLogView key={followed.is} log="access" domain="rosas-bakery.example" followed={followed} onAgain={() => undefined} />)}
      </Shelf>
    </QueryClientProvider>
  );
}
