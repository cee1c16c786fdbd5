'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { defaultRetry, type RetryPolicy } from '#server/core/wish.ts';
import { PolicyForm } from './policy-form.tsx';
import { SchedulePicture, scheduleText } from './schedule-picture.tsx';
import { type Settings, useSettings } from './use-settings.ts';

const classes = [
  { key: 'default', title: 'Default' },
  { key: 'web', title: 'Web steps' },
  { key: 'mail', title: 'Mail steps' },
  { key: 'dns', title: 'DNS steps' },
  { key: 'service', title: 'Steps without a node' },
  { key: 'whmcs', title: 'Calls to WHMCS' },
] as const;

/** Per class of steps: what holds, drawn. A class without a policy of its own follows the default. */
export function RetryPolicies({ initial }: { initial: Settings }) {
  const { values, words, save } = useSettings(initial);
  const [open, setOpen] = useState<(typeof classes)[number] | null>(null);
  const policies: Readonly<Record<string, RetryPolicy>> = values.retry;
  const base = policies['default'] ?? defaultRetry;
  const store = async (policy: RetryPolicy | null) => {
    if (open === null) return;
    const { [open.key]: _, ...others } = policies;
    await save.mutateAsync({ key: 'retry', value: policy === null ? others : { ...others, [open.key]: policy } });
    setOpen(null);
  };
  return (
    <Card title={words('retry')?.title} flush>
      <p className="max-w-[80ch] px-5 pb-4 text-muted">{words('retry')?.help}</p>
      <ul className="divide-y divide-line border-t border-line">
        {classes.map((one) => {
          const own = policies[one.key];
          const policy = own ?? base;
          return (
            <li key={one.key} className="grid items-center gap-x-6 gap-y-2 px-5 py-3 min-[860px]:grid-cols-[16rem_minmax(0,1fr)_auto]">
              <div>
                <p className="font-[540]">{one.title}</p>
                <p className="text-sm text-muted">{own === undefined && one.key !== 'default' ? 'As the default' : scheduleText(policy)}</p>
              </div>
              {own === undefined && one.key !== 'default' ? <span className="hidden min-[860px]:block" /> : <SchedulePicture policy={policy} />}
              <Button size="small" className="justify-self-start" onClick={() => setOpen(one)} aria-label={`Change: ${one.title}`}>Change</Button>
            </li>
          );
        })}
      </ul>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={open === null ? '' : `Retry policy: ${open.title.toLowerCase()}`}>
        {open !== null && <PolicyForm key={open.key} start={policies[open.key] ?? base} removable={open.key !== 'default' && policies[open.key] !== undefined} onSave={store} />}
      </Dialog>
    </Card>
  );
}
