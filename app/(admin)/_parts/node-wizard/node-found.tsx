import { Chip } from '#app/_ui/chip.tsx';
import { roleList, roleTitles } from '../roles.ts';
import type { NodeFacts } from './sites.ts';

/** What the probe saw, in a few lines. */
export function NodeFound({ facts }: { facts: NodeFacts }) {
  const down = facts.services.filter((service) => !service.running);
  return (
    <section aria-label="What the node has" className="rounded-control bg-sunken px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-[540]">{facts.panel}</span>
        <span className="wrap-anywhere text-muted normal-nums">on {facts.hostname}</span>
        {roleList.filter((role) => facts[role]).map((role) => <Chip key={role}>{roleTitles[role]}</Chip>)}
      </p>
      <p className="mt-1 text-sm text-muted">
        {facts.services.length} services, {down.length === 0 ? 'all running' : <span className="text-warn-text">{down.map((service) => service.name).join(', ')} not running</span>}
        {facts.phpTemplates.length > 0 && <> · PHP templates {facts.phpTemplates.join(', ')}</>}
        {' · '}{[...facts.ipv4, ...facts.ipv6].join(', ')}
      </p>
    </section>
  );
}
