'use client';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { SettingField } from '#server/core/setting.ts';
import type { Instance } from './connection-keys.tsx';
import { FieldsForm } from './fields-form.tsx';
import { useSaved } from './settings-context.tsx';

const fieldsFor = ({ keys }: Instance): readonly SettingField[] => {
  const from = [...new Set(keys.map(({ usedFrom }) => usedFrom).filter((address) => address !== null))];
  return [
    { name: 'name', is: 'text', label: 'Name', most: 60, optional: false, hint: 'As services and logs name it' },
    { name: 'origin', is: 'text', label: 'Address of WHMCS', most: 250, optional: false, mono: true, hint: 'Its client area may show our page in a frame' },
    { name: 'origins', is: 'list', of: 'text', label: 'Further addresses of its client area', unit: 'addresses', most: 20, hint: 'One on each line. They may show our page in a frame too' },
    { name: 'addresses', is: 'list', of: 'text', label: 'Addresses that may use its keys', unit: 'addresses', most: 50, hint: `One on each line, 203.0.113.7 or 203.0.113.0/24. Empty: from anywhere.${from.length === 0 ? '' : ` They were last used from ${from.join(' and ')}.`}` },
  ];
};

export function ConnectionForm({ instance, onDone }: { instance: Instance; onDone: () => void }) {
  const trpc = useTRPC();
  const saved = useSaved();
  const change = useMutation(trpc.instances.change.mutationOptions());
  const save = async (value: unknown) => {
    const set = value as Pick<Instance, 'name' | 'origin' | 'origins' | 'addresses'>;
    const made = await change.mutateAsync({ id: instance.id, ...set });
    await saved(`${set.name}: saved`, made.change, 'It counts from now on.');
    onDone();
  };
  return <FieldsForm fields={fieldsFor(instance)} may="people" value={instance} onSave={save} dialog={{}} />;
}
