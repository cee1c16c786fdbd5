'use client';
import { useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Select } from '#app/_ui/select.tsx';
import { roleWords, staffRoles } from '#server/core/staff-roles.ts';
import { roleOptions } from './invite-form.tsx';
import type { Person } from './people.tsx';
import { usePeople } from './use-people.ts';

export function RoleForm({ person, onDone }: { person: Person; onDone: () => void }) {
  const [role, setRole] = useState(person.role);
  const { changeRole } = usePeople(onDone);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        changeRole.mutate({ id: person.id, role });
      }}
    >
      <Field label="Role" hint={roleWords[role].means}>
        <Select options={roleOptions} value={role} onChange={(event) => setRole(staffRoles.find((one) => one === event.target.value) ?? person.role)} />
      </Field>
      <p className="text-muted">Their sessions end: they sign in again with the new role.</p>
      <FormError message={changeRole.error === null ? null : sentenceOf(changeRole.error)} />
      <div className="flex justify-end"><Button type="submit" variant="primary" disabled={role === person.role} busy={changeRole.isPending}>Change role</Button></div>
    </form>
  );
}
