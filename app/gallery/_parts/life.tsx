'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { ModuleQueueList, ModuleQueueNote } from '#app/(admin)/_parts/whmcs/module-queue.tsx';
import { DriftedChip } from '#app/(admin)/_parts/drifted-chip.tsx';
import { Destroy, type Destroying } from '#app/(admin)/services/[id]/_parts/life/destroy.tsx';
import { PackageForm, type Package } from '#app/(admin)/services/[id]/_parts/life/package-form.tsx';
import { PasswordForm } from '#app/(admin)/services/[id]/_parts/life/password-form.tsx';
import { Suspend } from '#app/(admin)/services/[id]/_parts/life/suspend.tsx';
import type { Found } from '#app/(admin)/services/[id]/_parts/life/what-goes.tsx';
import { LimitForm } from '#app/(admin)/services/[id]/_parts/overview/limit-form.tsx';
import { type Limited, LimitsTable } from '#app/(admin)/services/[id]/_parts/overview/limits-table.tsx';
import { StrayNote } from '#app/(admin)/services/[id]/_parts/overview/stray-note.tsx';
import { Trouble } from '#app/(admin)/services/[id]/_parts/overview/trouble.tsx';
import { pendingLine } from '#server/core/lifecycle.ts';
import { defaultLimits } from '#server/core/limits.ts';
import { serviceWords } from '#server/core/operation.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { secondsAgo } from '../factories.ts';
import { states } from '../states.ts';
import { Row, Shelf } from './shelf.tsx';

const packages: readonly Package[] = [
  { slug: 'm', name: 'Hosting M', limits: defaultLimits },
  { slug: 'l', name: 'Hosting L', limits: { ...defaultLimits, web_disk_quota: 51_200, web_bandwidth: null, mail_accounts: 50 } },
  { slug: 's', name: 'Hosting S', limits: { ...defaultLimits, web_databases: 1, mail_accounts: 2 } },
];
const current = { slug: 'm', limits: defaultLimits };
const limited: Limited = {
  limits: { ...defaultLimits, web_databases: 8, web_ftp_accounts: 2, mail_accounts: 25 }, ordered: { ...defaultLimits, web_databases: 8, web_ftp_accounts: 2 }, optioned: ['web_databases'], productLimits: defaultLimits,
  overrides: { mail_accounts: { limit: 25, by: 'Ana Souza', at: secondsAgo(86_400) } },
};
const nothing = () => undefined;
const queued: Parameters<typeof ModuleQueueList>[0]['queued'] = [
  { instance: 'Brightwood Hosting', externalId: '42', action: 'SuspendAccount', error: 'Hostwright could not be reached: no answer within 8 seconds.', at: secondsAgo(7200), toldAt: secondsAgo(60), service: { id: 12, domain: 'rosas-bakery.example' } },
  { instance: 'Brightwood Hosting', externalId: '57', action: 'CreateAccount', error: 'Domain rosas-bakery.example already belongs to service #12 [7F3A12C9]', at: secondsAgo(600), toldAt: secondsAgo(60), service: null },
];
const none = { sites: [], databases: [], mailboxes: [], zones: [] };
const found: readonly Found[] = [
  { node: 'web-1', account: 'rosas-bakery-web', contents: { ...none, sites: [{ name: 'rosas-bakery.example', sizeMb: 1840 }], databases: [{ name: 'rosas-bakery-web_shop', sizeMb: 212 }] } },
  { node: 'mail-2', account: 'rosas-bakery-mail', silent: 'No connection within 8 s' },
  { node: 'ns1', account: 'rosas-bakery-dns', contents: { ...none, zones: [{ name: 'rosas-bakery.example', records: 19 }] } },
  { node: 'ns2', account: 'rosas-bakery-dns', contents: null },
];

/** What staff see and press: each dialog as it opens, each line of an open wish. */
export function Life() {
  const [open, setOpen] = useState<Destroying | 'suspend' | 'package' | 'password' | null>(null);
  const close = () => setOpen(null);
  const common = { domain: 'rosas-bakery.example', onClose: close, onConfirm: close, busy: false, error: null };
  return (
    <Shelf title="The life of a service, for staff">
      {(['suspending', 'suspendFailed', 'closingLate', 'copyFailed'] as const).map((name) => <Head key={name} view={states[name]()} />)}
      <Row name="It drifted"><DriftedChip /></Row>
      <StrayNote instance="Brightwood Hosting" at={secondsAgo(7200)} />
      <ModuleQueueNote queued={queued} onShow={nothing} />
      <ModuleQueueList queued={queued} />
      <Row name="Dialogs">
        <Button onClick={() => setOpen('suspend')}>Suspend…</Button>
        <Button onClick={() => setOpen('package')}>Change package…</Button>
        <Button onClick={() => setOpen('password')}>Change password…</Button>
        {(['reset', 'redeploy', 'terminate'] as const).map((kind) => <Button key={kind} variant="danger" onClick={() => setOpen(kind)}>{kind}…</Button>)}
      </Row>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Card title="Change package"><PackageForm packages={packages} current={current} busy={false} error={null} onCancel={nothing} onSubmit={nothing} /></Card>
        <Card title="The only one of its kind"><PackageForm packages={packages.slice(0, 1)} current={current} busy={false} error={null} onCancel={nothing} onSubmit={nothing} /></Card>
      </div>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Card title="Limits" flush><LimitsTable keys={['web_disk_quota', 'web_databases', 'web_ftp_accounts', 'mail_accounts']} from={limited} onChange={nothing} /></Card>
        <Card title="Mailboxes"><LimitForm of="mail_accounts" now={25} ordered={10} overridden busy={false} error="More is in use than the new limits allow: Mailboxes 12 in use, 5 allowed. Free it first, or set a higher limit" onCancel={nothing} onSubmit={nothing} onReset={nothing} /></Card>
      </div>
      <Suspend {...common} open={open === 'suspend'} />
      {(['reset', 'redeploy', 'terminate'] as const).map((kind) => <Destroy key={kind} {...common} kind={kind} open={open === kind} nodes={['web-1', 'mail-2', 'ns1', 'ns2']} found={kind === 'terminate' ? null : found} unread={null} noBackup={kind === 'reset' ? 'The panel makes no backup of a suspended account: unsuspend it first to have one.' : null} suspended={kind === 'redeploy'} signed />)}
      <Dialog open={open === 'package'} onClose={close} title="Change package"><PackageForm packages={packages} current={current} busy={false} error="This service is being terminated" onCancel={close} onSubmit={close} /></Dialog>
      <Dialog open={open === 'password'} onClose={close} title="Change password"><PasswordForm waits busy={false} error={null} onCancel={close} onSubmit={close} /></Dialog>
    </Shelf>
  );
}

function Head({ view }: { view: ServiceView }) {
  const { service, tasks } = view;
  const operation = currentOperation(view);
  const line = pendingLine(service, operation);
  const failed = view.operations.find(({ status }) => status === 'failed');
  return (
    <div className="flex flex-col gap-3">
      <PageHeader title={service.domain} pill={<><StatusPill words={serviceWords[service.state]} />{line !== null && <span className="text-sm text-warn-text">{line}</span>}</>} actions={<Button>Actions</Button>} />
      {failed !== undefined && <Trouble operation={failed} tasks={tasks.filter((task) => task.operationId === failed.id)} href="/gallery" action={<Button variant="primary">Retry failed</Button>} />}
    </div>
  );
}
