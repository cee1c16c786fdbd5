import { Clock } from '#app/_ui/clock.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import type { Theme } from '#app/_ui/theme.ts';
import { ThemeToggle } from '#app/_ui/theme-toggle.tsx';
import { now } from '../factories.ts';
import { Certificates } from './certificates.tsx';
import { Controls } from './controls.tsx';
import { Customer } from './customer.tsx';
import { Fleet } from './fleet.tsx';
import { Forms } from './forms.tsx';
import { Life } from './life.tsx';
import { Overlays } from './overlays.tsx';
import { StaffPeople } from './staff-people.tsx';
import { Rooms } from './rooms.tsx';
import { Settings } from './settings.tsx';
import { Signs } from './signs.tsx';
import { Sites } from './sites.tsx';
import { Stores } from './stores.tsx';
import { Zones } from './zones.tsx';
import { Surfaces } from './surfaces.tsx';

export function Gallery({ theme }: { theme: Theme }) {
  return (
    <main className="mx-auto max-w-[1120px] px-4 py-8 sm:px-8">
      <PageHeader title="Gallery" crumbs={[{ label: 'Hostwright', href: '/' }, { label: 'Every part in every state' }]} actions={<ThemeToggle theme={theme} />} />
      <div className="mt-8">
        <Clock offset={0} still={now}>
          <Controls />
          <Signs />
          <Forms />
          <Surfaces />
          <Fleet />
          <Certificates />
          <Sites />
          <Zones />
          <Settings />
          <Overlays />
          <Life />
          <StaffPeople />
          <Rooms />
          <Stores />
          <Customer />
        </Clock>
      </div>
    </main>
  );
}
