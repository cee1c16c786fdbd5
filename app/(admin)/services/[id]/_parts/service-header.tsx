'use client';
import { usePathname } from 'next/navigation';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { LiveSign } from '#app/_ui/live-sign.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { LiveRegion } from '#app/_ui/live-region.tsx';
import { TabLinks } from '#app/_ui/tab-links.tsx';
import { isDrifted } from '#server/core/drift.ts';
import { pendingLine } from '#server/core/lifecycle.ts';
import { serviceWords } from '#server/core/operation.ts';
import { currentOperation } from '#server/core/progress.ts';
import { DriftedChip } from '../../../_parts/drifted-chip.tsx';
import { badgeOf, tabHref, tabs } from '../tabs.ts';
import { LifeMenu } from './life/life-menu.tsx';
import { useService } from './service-context.tsx';

export function ServiceHeader() {
  const { view, connection, detail } = useService();
  const { service } = view;
  const pathname = usePathname();
  const pending = pendingLine(service, currentOperation(view));
  const links = tabs.map((tab) => ({ href: tabHref(service.id, tab.slug), label: tab.label, ...badgeOf(tab, view) }));
  return (
    <>
      <PageHeader
        title={service.domain}
        crumbs={[{ label: 'Services', href: '/services' }, { label: `#${service.externalId} · ${detail.instance}` }]}
        pill={<><StatusPill words={serviceWords[service.state]} />{isDrifted(service.drift) && <DriftedChip />}{pending !== null && <span className="text-sm text-warn-text">{pending}</span>}</>}
        actions={
          <>
            <LiveSign connection={connection} />
            <span className="flex items-center gap-2 pl-3 text-sm text-muted">
              Reference <code className="text-text">{service.reference}</code>
              <CopyButton value={service.reference} what="Reference" />
            </span>
            <LifeMenu />
          </>
        }
      />
      <TabLinks label={`Parts of ${service.domain}`} tabs={links} current={pathname} />
      <LiveRegion message={`${service.domain}: ${serviceWords[service.state].staff}${pending === null ? '' : `. ${pending}`}`} urgent={false} />
    </>
  );
}
