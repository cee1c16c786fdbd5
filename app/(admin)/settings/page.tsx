import { asStaff } from '../_parts/as-staff.ts';
import { Connections } from './_parts/connections.tsx';
import { SectionEntries } from './_parts/section-entries.tsx';

export default async function WhmcsSettingsPage() {
  const instances = await asStaff((caller) => caller.instances.list());
  return (
    <>
      <Connections initial={instances} />
      <SectionEntries of="whmcs" />
    </>
  );
}
