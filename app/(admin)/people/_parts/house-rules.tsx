'use client';
import { Card } from '#app/_ui/card.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Switch } from '#app/_ui/switch.tsx';
import { lentRoles, roleWords } from '#server/core/staff-roles.ts';
import type { Listed } from './people.tsx';
import { usePeople } from './use-people.ts';

const NOBODY = 'none';
const options = [{ value: NOBODY, label: 'Not let in' }, ...lentRoles.map((value) => ({ value, label: roleWords[value].title }))];

/** What holds for everybody: the second factor, and what admins of a WHMCS are here. */
export function HouseRules({ requireTotp, instances }: Pick<Listed, 'requireTotp' | 'instances'>) {
  const { requireTotp: rule, lendRole } = usePeople();
  return (
    <Card title="House rules">
      <div className="flex flex-col gap-5">
        <Switch
          label="Everybody needs an authenticator app" checked={rule.isPending ? rule.variables.on : requireTotp} disabled={rule.isPending} onChange={(on) => rule.mutate({ on })}
          hint="Whoever has none sets one up at the next sign-in, before anything else. Admins who come from WHMCS are not asked: WHMCS vouches for them."
        />
        {instances.map((instance) => (
          <Field key={instance.id} label={`Admins of ${instance.name}`} hint={instance.adminRole === null ? 'When they open Hostwright from WHMCS' : roleWords[instance.adminRole].means} className="max-w-sm">
            <Select
              options={options} disabled={lendRole.isPending} value={instance.adminRole ?? NOBODY}
              onChange={(event) => lendRole.mutate({ id: instance.id, role: lentRoles.find((role) => role === event.target.value) ?? null })}
            />
          </Field>
        ))}
        {instances.length === 0 && <p className="text-muted">No WHMCS is connected: its admins could come here with a role that you choose.</p>}
      </div>
    </Card>
  );
}
