'use client';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Link } from '#app/_ui/link.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { actionFacts } from '#server/core/action.ts';
import { copyWords, openCopies } from '#server/core/copies.ts';
import { operationStatus, operationWords, type TaskCounts } from '#server/core/operation.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { roleList, roleTitles } from '../../../../_parts/roles.ts';
import { useService } from '../service-context.tsx';
import { useResync } from '../use-resync.ts';
import { RoleButton } from '../../../../_parts/staff/role-button.tsx';

type Place = ReturnType<typeof useService>['detail']['places'][number];

/** How the newest deployment went on one node for one role, or its copy there that is not whole; null when it did nothing there. */
function stateAt(view: ServiceView, { role, nodeId }: Place) {
  const copy = openCopies(view).find((one) => one.role === role && one.node?.id === nodeId);
  if (copy !== undefined) return copyWords[copy.state];
  const newest = currentOperation(view);
  const counts: TaskCounts = {};
  for (const task of view.tasks) {
    if (task.operationId !== newest?.id || task.node?.id !== nodeId || actionFacts[task.action].role !== role) continue;
    counts[task.status] = (counts[task.status] ?? 0) + 1;
  }
  return Object.keys(counts).length === 0 ? null : operationWords[operationStatus(counts)];
}

/** Of a service that is a guest: one mailbox and one record on accounts of the provider. */
const guestTitles: typeof roleTitles = { web: 'Web', mail: 'Mailbox', dns: 'DNS record' };

export function Places() {
  const { view, detail } = useService();
  const resync = useResync(view.service.id);
  const titles = detail.guest ? guestTitles : roleTitles;
  const groups = roleList.map((role) => ({ role, places: detail.places.filter((place) => place.role === role) })).filter(({ places }) => places.length > 0);
  return (
    <div className="grid items-start gap-5 min-[700px]:grid-cols-2 min-[1100px]:grid-cols-3">
      {groups.map(({ role, places }) => (
        <Card
          key={role}
          title={titles[role]}
          flush
          actions={
            <>
              <Login login={places[0]?.login ?? ''} what={detail.guest && role !== 'web' ? titles[role] : `${titles[role]} login`} />
              {view.service.state === 'active' && <RoleButton ability="drive" size="small" busy={resync.busy === `${role} all`} onClick={() => resync.start(role)} aria-label={`Resync ${titles[role]}`}>Resync</RoleButton>}
            </>
          }
        >
          <ul className="divide-y divide-line border-t border-line">
            {places.map((place) => <PlaceRow key={place.nodeId} place={place} view={view} />)}
          </ul>
        </Card>
      ))}
    </div>
  );
}

function Login({ login, what }: { login: string; what: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <code className="min-w-0 wrap-anywhere">{login}</code>
      <CopyButton value={login} what={what} />
    </span>
  );
}

function PlaceRow({ place, view }: { place: Place; view: ServiceView }) {
  const words = stateAt(view, place);
  return (
    <li className="flex min-h-14 items-center justify-between gap-3 px-5 py-2">
      <span className="min-w-0">
        <Link href={`/nodes/${place.nodeId}`} className="font-[540] normal-nums">{place.node}</Link>
        <span className="block text-sm wrap-anywhere text-muted normal-nums">{place.host}</span>
        <span className="block text-sm text-muted">{place.ipv4}</span>
      </span>
      {words === null ? <Chip>Nothing to do</Chip> : <StatusPill words={words} />}
    </li>
  );
}
