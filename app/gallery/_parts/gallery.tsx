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

const parts = { controls: Controls, signs: Signs, forms: Forms, surfaces: Surfaces, fleet: Fleet, certificates: Certificates, sites: Sites, zones: Zones, overlays: Overlays, life: Life, rooms: Rooms, stores: Stores, people: StaffPeople, settings: Settings, customer: Customer } as const;
type PartName = keyof typeof parts;
const names = Object.keys(parts) as PartName[];

/** `only`: one of its parts; all of them where it is none. */
export function Gallery({ theme, only }: { theme: Theme; only: string | undefined }) {
  const chosen = names.filter((name) => name === only);
  return (
    <main className="mx-auto max-w-[1120px] px-4 py-8 sm:px-8">
      <PageHeader title="Gallery" crumbs={[{ label: 'Hostwright', href: '/' }, { label: 'Every part in every state' }]} actions={<ThemeToggle theme={theme} />} />
      <nav aria-label="Parts" className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {names.map((name) => <a key={name} href={`?part=${name}`} aria-current={chosen.includes(name) ? 'page' : undefined} className="inline-flex min-h-6 items-center underline">{name}</a>)}
      </nav>
      <div className="mt-8">
        <Clock offset={0} still={now}>
          {(chosen.length > 0 ? chosen : names).map((name) => { const Part = parts[name]; return <Part key={name} />; })}
        </Clock>
      </div>
    </main>
  );
}
