'use client';
import { BrandSettings } from './brand.tsx';
import { LogoSetting } from './logo-setting.tsx';
import { RetentionSettings } from './retention.tsx';
import { RetryPolicies } from './retry-policies.tsx';
import { SettingCard } from './setting-card.tsx';
import { type Entry, useSettings } from './settings-context.tsx';
import { TicketSettings } from './tickets.tsx';

function Setting({ entry }: { entry: Entry }) {
  if (entry.picture === 'schedule') return <RetryPolicies entry={entry} />;
  if (entry.picture === 'sizes') return <RetentionSettings entry={entry} />;
  if (entry.picture === 'splash') return <BrandSettings entry={entry} />;
  if (entry.picture === 'ticket') return <TicketSettings entry={entry} />;
  return entry.picture === 'logo' ? <LogoSetting entry={entry} /> : <SettingCard entry={entry} />;
}

/** The catalogue's settings of one section, each at an address of its own. */
export function SectionEntries({ of }: { of: string }) {
  const { sections } = useSettings();
  const section = sections.find(({ key }) => key === of);
  return section?.entries.map((entry) => <div key={entry.key} id={entry.key} className="flex scroll-mt-16 flex-col gap-5"><Setting entry={entry} /></div>);
}
