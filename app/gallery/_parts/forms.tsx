'use client';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Switch } from '#app/_ui/switch.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { Shelf } from './shelf.tsx';

const roles = [{ value: 'web', label: 'Web' }, { value: 'mail', label: 'Mail' }, { value: 'dns', label: 'DNS' }];

export function Forms() {
  return (
    <Shelf title="Forms">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Field label="Name"><Input placeholder="web-1" /></Field>
        <Field label="Host name" hint="As the node knows itself, without the port."><Input mono defaultValue="web-1.host.example" /></Field>
        <Field label="Port" error="Port is a number from 1 to 65535"><Input mono defaultValue="22x" /></Field>
        <Field label="Note" optional disabled><Input defaultValue="Not now" /></Field>
        <Field label="Role"><Select options={roles} defaultValue="mail" /></Field>
        <Field label="Role, with a fault" error="Choose a role"><Select options={roles} /></Field>
        <Field label="Private key" hint="Stored encrypted; never shown again." className="sm:col-span-2"><Textarea mono rows={3} defaultValue="-----BEGIN OPENSSH PRIVATE KEY-----" /></Field>
        <div className="flex flex-col gap-2">
          <Checkbox label="Keep the mailboxes" defaultChecked hint="Files and databases go in any case." />
          <Checkbox label="Send a mail when it is done" />
          <Checkbox label="Not for you" disabled />
        </div>
        <div className="flex flex-col gap-2">
          <Switch label="Takes new services" defaultChecked hint="Running tasks go on." />
          <Switch label="Open a ticket on failure" />
          <Switch label="Not for you" disabled />
        </div>
        <div className="sm:col-span-2"><FormError message="The node did not answer within 10 seconds. Nothing was saved." /></div>
      </div>
    </Shelf>
  );
}
