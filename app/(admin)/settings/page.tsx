import type { Metadata } from 'next';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { asStaff } from '../_parts/as-staff.ts';
import { AutoSslSettings } from './_parts/auto-ssl.tsx';
import { BrandSettings } from './_parts/brand.tsx';
import { CallBackSettings } from './_parts/call-backs.tsx';
import { Connections } from './_parts/connections.tsx';
import { DriftScanSettings } from './_parts/drift-scan.tsx';
import { NumberSetting } from './_parts/number-setting.tsx';
import { RetryPolicies } from './_parts/retry-policies.tsx';
import { TicketSettings } from './_parts/tickets.tsx';
import { TextSetting } from './_parts/text-setting.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const [settings, instances] = await asStaff((caller) => Promise.all([caller.settings.all(), caller.instances.list()]));
  return (
    <>
      <PageHeader title="Settings" />
      <Connections initial={instances} />
      <CallBackSettings initial={settings} />
      <TicketSettings initial={settings} />
      <BrandSettings initial={settings} />
      <TextSetting initial={settings} of="upgrade" label="Address" />
      <RetryPolicies initial={settings} />
      <AutoSslSettings initial={settings} />
      <NumberSetting initial={settings} of="quorum" title="Nameservers" />
      <DriftScanSettings initial={settings} />
      <NumberSetting initial={settings} of="logDays" title="Logs" />
      <NumberSetting initial={settings} of="historyDays" title="Figures" />
    </>
  );
}
