import type { Outputs } from '#app/_trpc/outputs.ts';
import { Card } from '#app/_ui/card.tsx';
import { Link } from '#app/_ui/link.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { taskWords } from '#server/core/task.ts';

type Orphan = Outputs['services']['orphans'][number];

/** Accounts of terminated services on nodes that could not be reached. Each has a task that waits for its node. */
export function Orphans({ orphans }: { orphans: readonly Orphan[] }) {
  if (orphans.length === 0) return null;
  return (
    <Card title="Orphans to clean" flush className="mt-5">
      <p className="px-5 pb-3 text-sm text-muted">Left behind by a forced termination. They are removed by themselves when their node is back.</p>
      <ul className="divide-y divide-line border-t border-line">
        {orphans.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-2.5">
            <span className="min-w-0 flex-1 basis-60 wrap-anywhere"><code>{one.login}</code> <span className="text-muted">on</span> {one.node}</span>
            <span className="min-w-0 flex-1 basis-60 text-sm wrap-anywhere text-muted"><Link href={`/services/${one.serviceId}/tasks?task=${one.taskId}`}>{one.domain}</Link> · {one.reason}</span>
            <span className="text-sm text-muted">by {one.leftBy}, <TimeAgo at={one.leftAt} /></span>
            {one.status !== null && <StatusPill words={taskWords[one.status]} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
