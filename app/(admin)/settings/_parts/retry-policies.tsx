'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import type { SettingField } from '#server/core/setting.ts';
import { defaultRetry, type RetryPolicy } from '#server/core/wish.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { FieldsForm } from './fields-form.tsx';
import { exampleText, SchedulePicture, scheduleText } from './schedule-picture.tsx';
import { type Entry, useSave, useSettings } from './settings-context.tsx';

type PolicyField = Extract<SettingField, { is: 'policy' }>;

function Drawn({ policy }: { policy: RetryPolicy | null }) {
  return (
    <div className="min-h-24 rounded-control bg-sunken px-4 pt-3 pb-2">
      {policy !== null && <SchedulePicture policy={policy} />}
      <p role="status" className="text-sm text-muted">{policy === null ? 'Drawn when all fields are right' : `${scheduleText(policy)}. ${exampleText(policy)}`}</p>
    </div>
  );
}

/** Per class of steps: what holds, drawn. A class without a policy of its own follows the default. */
export function RetryPolicies({ entry }: { entry: Entry }) {
  const { values } = useSettings();
  const save = useSave(entry);
  const [open, setOpen] = useState<PolicyField | null>(null);
  const [removing, setRemoving] = useState(false);
  const policies: Readonly<Record<string, RetryPolicy>> = values.retry;
  const base = policies['default'] ?? defaultRetry;
  const store = async (policy: unknown) => {
    if (open === null) return;
    const { [open.name]: _, ...others } = policies;
    await save(policy === null ? others : { ...others, [open.name]: policy });
    setOpen(null);
  };
  const follow = () => {
    setRemoving(true);
    void store(null).finally(() => setRemoving(false));
  };
  const removable = open !== null && open.name !== 'default' && policies[open.name] !== undefined;
  return (
    <Card title={entry.title} flush>
      <p className="max-w-[80ch] px-5 pb-4 text-muted">{entry.help}</p>
      <ul className="divide-y divide-line border-t border-line">
        {entry.fields.filter((field) => field.is === 'policy').map((field) => {
          const own = policies[field.name];
          const follows = own === undefined && field.name !== 'default';
          return (
            <li key={field.name} className="grid items-center gap-x-6 gap-y-2 px-5 py-3 min-[1100px]:grid-cols-[18rem_minmax(0,1fr)_auto]">
              <div>
                <p className="font-[540]">{field.label}</p>
                <p className="text-sm text-muted">{follows ? 'As the default' : scheduleText(own ?? base)}</p>
              </div>
              {follows ? <span className="hidden min-[1100px]:block" /> : <SchedulePicture policy={own ?? base} />}
              <Button size="small" className="justify-self-start" onClick={() => setOpen(field)} aria-label={`Change: ${field.label}`}>Change</Button>
            </li>
          );
        })}
      </ul>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={open === null ? '' : `Retry policy: ${open.label}`}>
        {open !== null && (
          <FieldsForm
            key={open.name} fields={open.parts} may={entry.may} value={policies[open.name] ?? base} onSave={store} picture={(policy) => <Drawn policy={policy as RetryPolicy | null} />}
            dialog={{ aside: removable && <RoleButton ability={entry.may} className="mr-auto" busy={removing} onClick={follow}>Follow the default</RoleButton> }}
          />
        )}
      </Dialog>
    </Card>
  );
}
