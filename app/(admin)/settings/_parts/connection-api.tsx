'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { ApiForm } from './api-form.tsx';
import { Department } from './department.tsx';
import { Strays } from './strays.tsx';

export type WhmcsApi = Outputs['whmcs']['apis'][number];

/** What of a WHMCS can be called, and how that goes. */
export function ConnectionApi({ instanceId }: { instanceId: number }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.whmcs.apis.queryOptions());
  const [open, setOpen] = useState<'api' | 'strays' | null>(null);
  const api = data?.find(({ id }) => id === instanceId);
  if (api === undefined) return <p className="min-h-7 text-sm text-muted">API: …</p>;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ApiLine api={api} />
        <span className="ml-auto flex flex-wrap gap-2">
          {api.comparedAt !== null && <Button size="small" variant="quiet" onClick={() => setOpen('strays')}>{api.strays === 0 ? 'Services compared' : api.strays === 1 ? '1 service differs' : `${api.strays} services differ`}</Button>}
          <RoleButton ability="people" size="small" onClick={() => setOpen('api')}>{api.on ? 'Change the API' : 'Connect its API'}</RoleButton>
        </span>
      </div>
      {api.on && <Department api={api} />}
      <Dialog open={open === 'api'} onClose={() => setOpen(null)} title={`API of ${api.name}`}>{open === 'api' && <ApiForm api={api} onDone={() => setOpen(null)} />}</Dialog>
      <Dialog open={open === 'strays'} onClose={() => setOpen(null)} title={`Services of ${api.name}, compared`}>{open === 'strays' && <Strays api={api} />}</Dialog>
    </div>
  );
}

function ApiLine({ api }: { api: WhmcsApi }) {
  if (!api.on) return <p className="min-w-0 flex-1 basis-72 text-muted">Without its API, the module in WHMCS fetches mails, fields, log lines and notifications every few minutes; there are no failure tickets.</p>;
  if (api.error !== null) return <p className="min-w-0 flex-1 basis-72 text-bad-text wrap-anywhere">API: {api.error}{api.errorAt !== null && <>, since <TimeAgo at={api.errorAt} /></>}. What is to be told waits, nothing else does.</p>;
  return <p className="text-ok-text">API: {api.okAt === null ? 'connected, not called yet' : <>answered <TimeAgo at={api.okAt} /></>}</p>;
}
