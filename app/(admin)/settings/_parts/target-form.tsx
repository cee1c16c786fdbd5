'use client';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import type { SettingField } from '#server/core/setting.ts';
import { FieldsForm } from './fields-form.tsx';
import { useSaved } from './settings-context.tsx';

type Notifications = Outputs['notifications']['list'];
export type Target = Notifications['targets'][number];
export type TargetKind = Target['kind'];

export const kindTitles: Record<TargetKind, string> = { mail: 'Mail', webhook: 'Webhook', slack: 'Slack' };

const whereTo: Record<TargetKind, SettingField> = {
  mail: { name: 'recipients', is: 'list', of: 'text', label: 'Recipients', unit: 'recipients', most: 20, hint: 'One mail address on each line' },
  webhook: { name: 'address', is: 'text', label: 'Address', most: 2000, optional: false, mono: true, hint: 'Gets JSON by POST, signed: X-Hostwright-Signature: t=<seconds>,v1=<HMAC-SHA256 of “<seconds>.<body>”>' },
  slack: { name: 'address', is: 'secret', label: 'Incoming webhook’s address', most: 2000, hint: 'Of Slack, Mattermost or Rocket.Chat; of Discord with /slack at its end. Kept sealed' },
};

const fieldsFor = (kind: TargetKind, events: Notifications['events']): readonly SettingField[] => [
  { name: 'name', is: 'text', label: 'Name', most: 60, optional: false, hint: 'As deliveries name it' },
  whereTo[kind],
  { name: 'events', is: 'choices', label: 'What it is told of', options: events, least: 1 },
  { name: 'on', is: 'bool', label: 'Switched on' },
];

const usual: Record<'on' | 'name', unknown> & { events: Target['events'] } = { on: true, name: '', events: ['serviceFailed', 'operationFailed', 'nodeDown', 'hostKeyChanged', 'certificateExpiring'] };

interface TargetFormProps {
  kind: TargetKind;
  /** Null: a new one. */
  target: Target | null;
  events: Notifications['events'];
  /** Of a new webhook with the key of its signatures. */
  onSaved: (secret: string | null) => void;
}

export function TargetForm({ kind, target, events, onSaved }: TargetFormProps) {
  const trpc = useTRPC();
  const saved = useSaved();
  const save = useMutation(trpc.notifications.save.mutationOptions());
  const store = async (value: unknown) => {
    const { secret, change } = await save.mutateAsync({ id: target?.id, kind, ...(value as Pick<Target, 'name' | 'events' | 'on'>) });
    const { name } = value as Pick<Target, 'name'>;
    await saved(target === null ? `${name} is told from now on` : `${name}: saved`, change);
    onSaved(secret);
  };
  return <FieldsForm fields={fieldsFor(kind, events)} may="house" value={target ?? usual} onSave={store} dialog={{}} />;
}
