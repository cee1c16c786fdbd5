'use client';
import { Card } from '#app/_ui/card.tsx';
import type { SettingField } from '#server/core/setting.ts';
import { MeProvider } from '../../(admin)/_parts/staff/me.tsx';
import { ApiKeyRow } from '../../(admin)/settings/_parts/api-keys.tsx';
import { DeedRow } from '../../(admin)/settings/_parts/deeds.tsx';
import { DeliveryRow } from '../../(admin)/settings/_parts/deliveries.tsx';
import { FieldsForm } from '../../(admin)/settings/_parts/fields-form.tsx';
import { TargetRow } from '../../(admin)/settings/_parts/target-row.tsx';
import { Differences } from '../../(admin)/settings/_parts/transfer.tsx';
import { reader, secondsAgo as ago } from '../factories.ts';
import { Shelf } from './shelf.tsx';

const nothing = () => undefined;
const refuses = () => Promise.reject(new Error('The gallery keeps nothing'));

const fields: readonly SettingField[] = [
  { name: 'on', is: 'bool', label: 'Open a ticket on failure', hint: 'What depends on it is dim while it is off' },
  { name: 'perHour', is: 'number', label: 'At most, tickets an hour', least: 1, most: 100, unit: 'tickets', whole: true, needs: 'on' },
  { name: 'priority', is: 'choice', label: 'Priority', options: [{ value: 'low', label: 'Low' }, { value: 'high', label: 'High' }], needs: 'on' },
  { name: 'sender', is: 'text', label: 'Sender', most: 100, optional: false, mono: true, hint: 'Such as hosting@example.com' },
  { name: 'password', is: 'secret', label: 'Password', most: 100 },
  { name: 'accent', is: 'colour', label: 'Colour' },
  { name: 'days', is: 'list', of: 'number', label: 'Warn before the end, days', unit: 'days', most: 5 },
  { name: 'words', is: 'text', label: 'Words for customers', most: 2000, optional: true, lines: 3 },
  { name: 'names', is: 'list', of: 'text', label: 'Recipients', unit: 'recipients', most: 20, hint: 'One on each line' },
  { name: 'mails', is: 'map', label: 'Templates', most: 20, hint: 'event = template, one on each line' },
  { name: 'events', is: 'choices', label: 'What it is told of', least: 1, options: [{ value: 'failed', label: 'A service failed', hint: 'A person is needed' }, { value: 'back', label: 'A node answers again' }] },
];
const value = { on: false, perHour: 5, priority: 'high', sender: '', password: '••••••', accent: '#1a7f4b', days: [30, 14, 3], words: 'We are on it.', names: ['noc@host.example', 'team@host.example'], mails: { ready: 'Hosting ready' }, events: ['failed'] };
const events = [{ value: 'serviceFailed', label: 'A service failed', hint: '' }, { value: 'nodeDown', label: 'A node does not answer', hint: '' }] as const;

const delivery = { id: 1, event: 'serviceFailed', title: 'rosas-bakery.com failed', target: 'Ops hook', kind: 'webhook', createdAt: ago(20), nextAt: null, sentAt: null } as const;
const target = { id: 1, name: 'Ops hook', kind: 'webhook', on: true, events: ['serviceFailed'], recipients: [], address: 'https://hooks.host.example/in' } as const;
const apiKey = { id: 1, name: 'Nightly report', hint: 'hwa_a1B2c3', instance: 'Dashboard', createdBy: 'Demo', createdAt: ago(40), scopes: ['services:read'], addresses: [], usedAt: ago(5), usedFrom: '203.0.113.9', expiresAt: null, expired: false } satisfies Parameters<typeof ApiKeyRow>[0]['apiKey'];
const deed = { id: 1, at: ago(30), who: 'Demo', what: 'settings.save', subject: 'queue', before: { giveUpHours: 24 }, after: { giveUpHours: 6 } };
const entry = { title: 'Queue', fields: [{ name: 'giveUpHours', is: 'number', label: 'Put off for at most, hours', least: 1, most: 168, unit: 'hours', whole: true }] satisfies SettingField[] };

export function Settings() {
  return (
    <Shelf title="Settings">
      <Card title="Every kind of field"><FieldsForm fields={fields} may="house" value={value} fallback={{ ...value, perHour: 10 }} onSave={refuses} /></Card>
      <Card title="Not for the role"><MeProvider me={reader}><FieldsForm fields={fields.slice(0, 6)} may="house" value={{ ...value, on: true }} fallback={value} onSave={refuses} /></MeProvider></Card>
      <Card title="Targets" flush>
        <ul className="divide-y divide-line border-t border-line">
          <TargetRow target={{ ...target, events: [...target.events], recipients: [] }} events={[...events]} testing={false} onTest={nothing} onEdit={nothing} onRenew={nothing} onRemove={nothing} />
          <TargetRow target={{ ...target, id: 2, kind: 'mail', name: 'Team', on: false, recipients: ['team@host.example'], events: ['serviceFailed', 'nodeDown'] }} events={[...events]} testing onTest={nothing} onEdit={nothing} onRenew={nothing} onRemove={nothing} />
        </ul>
      </Card>
      <Card title="Deliveries" flush>
        <ul className="divide-y divide-line border-t border-line">
          <DeliveryRow delivery={{ ...delivery, state: 'waiting', attempts: 2, answer: 'Answered 503: Not now', nextAt: ago(-40) }} onRetry={null} />
          <DeliveryRow delivery={{ ...delivery, state: 'sent', attempts: 1, answer: 'Answered 200' }} onRetry={null} />
          <DeliveryRow delivery={{ ...delivery, state: 'failed', attempts: 8, answer: 'hooks.host.example has no certificate that is valid for it' }} onRetry={nothing} />
        </ul>
      </Card>
      <Card title="API keys" flush>
        <ul className="divide-y divide-line border-t border-line">
          <ApiKeyRow apiKey={apiKey} onRevoke={nothing} />
          <ApiKeyRow apiKey={{ ...apiKey, id: 2, name: 'Old script', scopes: ['services:read', 'services:end'], addresses: ['203.0.113.0/24'], expiresAt: ago(3600), expired: true, usedAt: null, usedFrom: null }} onRevoke={nothing} />
        </ul>
      </Card>
      <Card title="Who changed what" flush>
        <ul className="divide-y divide-line border-t border-line">
          <DeedRow deed={deed} entry={entry} />
          <DeedRow deed={{ ...deed, id: 2, what: 'apiKeys.add', subject: 'Nightly report', before: null, after: { key: 'hwa_a1B2c3…', scopes: ['services:read'], addresses: [] } }} entry={undefined} />
        </ul>
      </Card>
      <Card title="An import">
        <div className="flex flex-col gap-4">
          <Differences found={{ faults: [], differences: [{ key: 'queue', title: 'Queue', part: 'Put off for at most, hours', from: '24', to: '6' }] }} />
          <Differences found={{ faults: [], differences: [] }} />
          <Differences found={{ faults: ['Queue, Put off for at most, hours: At most 168 hours', 'gone is not known here'], differences: [] }} />
        </div>
      </Card>
    </Shelf>
  );
}
