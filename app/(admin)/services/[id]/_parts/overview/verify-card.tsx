'use client';
import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { driftLine, driftView } from '#server/core/drift.ts';
import type { Drift } from '#server/core/verify.ts';
import { useService } from '../service-context.tsx';
import { DriftTable } from './drift-table.tsx';
import { RoleButton } from '../../../../_parts/staff/role-button.tsx';

/** Of what this page asked for and what was read since, the newer. */
const newer = (asked: Drift | undefined, read: Drift | null): Drift | null => (asked !== undefined && (read === null || asked.at > read.at) ? asked : read);

/** What the last look found, by night or now; mends what differs, part by part or all. */
export function VerifyCard() {
  const { view: { service }, detail } = useService();
  const trpc = useTRPC();
  const toast = useToast();
  const look = useMutation(trpc.services.verify.mutationOptions());
  const mend = useMutation(trpc.services.repair.mutationOptions({
    onSuccess: ({ steps }) => toast(steps > 0 ? { title: `The repair has begun: ${steps} ${steps === 1 ? 'step' : 'steps'}`, description: 'Deploy shows it while it runs.' } : { title: 'Nothing differs any more', tone: 'accent' }),
  }));
  const drift: Drift | null = newer(look.data, detail.drift);
  const seen = driftView(drift, service.generation);
  const wrong = (seen === null ? null : drift)?.findings.filter((one) => one.is !== 'fine') ?? [];
  const differing = wrong.filter((one) => one.is === 'differs');
  const whole = service.state === 'active' || service.state === 'suspended';
  const nodeName = (id: number): string => detail.places.find((place) => place.nodeId === id)?.node ?? `#${id}`;
  const error = look.error ?? mend.error;
  return (
    <Card
      title="Verify & repair"
      flush
      actions={
        <>
          {differing.length > 0 && <RoleButton ability="drive" size="small" variant="primary" disabled={!whole || mend.isPending} busy={mend.isPending} onClick={() => mend.mutate({ id: service.id })}>Repair all</RoleButton>}
          <RoleButton ability="care" size="small" icon={<ShieldCheck size={16} aria-hidden />} disabled={!whole} busy={look.isPending} onClick={() => look.mutate({ id: service.id })}>Verify now</RoleButton>
        </>
      }
    >
      {error !== null && <div className="px-5 pb-4"><ErrorNote title="It could not be done">{sentenceOf(error)}</ErrorNote></div>}
      {wrong.length > 0 && <DriftTable findings={wrong} nodeName={nodeName} busy={mend.isPending || !whole} onRepair={(key) => mend.mutate({ id: service.id, keys: [key] })} />}
      <p role="status" className="px-5 pt-3 pb-4 text-sm text-muted">
        {drift === null || seen === null ? 'Not looked at yet: compares every account, domain and zone on its node with what this service should have.' : <>{driftLine(seen)} · <TimeAgo at={drift.at} /></>}
      </p>
    </Card>
  );
}
