'use client';
import { RefreshCw } from 'lucide-react';
import { Dns as Records } from '#app/_rooms/dns/dns.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { StaffRooms } from '../staff-rooms.tsx';
import { useService } from '../service-context.tsx';
import { useResync } from '../use-resync.ts';
import { Nameservers } from './nameservers.tsx';
import { rowsOf } from './rows.ts';
import { useZone } from './use-zone.ts';
import { RoleButton } from '../../../../_parts/staff/role-button.tsx';

/** The zone as it should be, and as each nameserver has it. */
export function Dns() {
  const { view, detail } = useService();
  const { id, state, domain } = view.service;
  const { zone, look } = useZone(view);
  const resync = useResync(id);
  if (zone.error !== null) return <ErrorNote title="The zone could not be read">{sentenceOf(zone.error)}</ErrorNote>;
  if (zone.data === undefined) return <Skeleton className="h-72 rounded-card" />;
  if (zone.data.servers.length === 0) return <Card><Empty title="No zone of its own">{detail.guest ? `${domain} is one record in your own zone: Overview says where it stands.` : 'Its product has no DNS role, or its nameservers are not chosen yet.'}</Empty></Card>;
  const whole = state === 'active' || state === 'suspended';
  const rows = rowsOf(view, zone.data, whole ? (look.data ?? []) : []).map((row) => (whole ? row : { ...row, words: row.words ?? { staff: 'Not looked at', customer: '', tone: 'wait' as const, icon: 'clock' as const }, note: row.words === null ? 'It is looked at once the service is active' : row.note }));
  return (
    <div className="flex flex-col gap-5">
      <Card
        title="Nameservers"
        flush
        actions={
          <>
            {whole && <Button busy={look.isFetching} icon={<RefreshCw size={14} aria-hidden />} onClick={() => void look.refetch()}>Look again</Button>}
            <RoleButton ability="drive" disabled={state !== 'active'} busy={resync.busy === 'dns all'} onClick={() => resync.start('dns')}>Resync all</RoleButton>
          </>
        }
      >
        {look.error !== null && <div className="px-5 pb-4"><ErrorNote title="They could not be looked at">{sentenceOf(look.error)}</ErrorNote></div>}
        <Nameservers rows={rows} busy={Number(resync.busy?.replace('dns ', '') ?? Number.NaN) || null} onResync={(node) => resync.start('dns', node)} />
        <p className="border-t border-line px-5 py-3 text-sm text-muted">Resync writes the whole zone again, with what the product makes of it now; one nameserver alone gets the zone as it stands below. The customer’s own records are in both.</p>
      </Card>
      <StaffRooms><Records /></StaffRooms>
    </div>
  );
}
