'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ButtonLink } from '#app/_ui/link.tsx';
import { LiveSign } from '#app/_ui/live-sign.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { useFleet } from '../../_parts/fleet.tsx';
import { RowsTable } from '../../_parts/list/rows-table.tsx';
import { NodeWizard } from '../../_parts/node-wizard/node-wizard.tsx';
import { startedWith } from '../../_parts/started-with.ts';
import { NodeCard, nodeColumns } from './node-columns.tsx';
import { NodeProbe } from './node-probe.tsx';
import type { NodeRow } from './node-row.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

interface NodeListProps {
  nodes: NodeRow[];
  groups: Outputs['groups']['list'];
}

export function NodeList({ nodes, groups }: NodeListProps) {
  const trpc = useTRPC();
  const { connection } = useFleet();
  const [adding, setAdding] = useState(false);
  const { data } = useQuery({ ...trpc.nodes.list.queryOptions(), ...startedWith(null, { input: null, data: nodes }) });
  const rows = data ?? nodes;
  const cut = rows.filter((node) => node.circuitUntil !== null || node.halfOpen);
  return (
    <>
      <PageHeader title="Nodes" actions={<><LiveSign connection={connection} /><ButtonLink href="/groups">Groups</ButtonLink><RoleButton ability="house" variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>Add node</RoleButton></>} />
      {cut.map((node) => <NodeProbe key={node.id} node={node} />)}
      <Card flush>
        {rows.length === 0 ? (
          <Empty title="No nodes yet" action={<RoleButton ability="house" variant="primary" onClick={() => setAdding(true)}>Add the first node</RoleButton>}>
            A node is a server with HestiaCP that we reach over SSH. Split products need one for web, one for mail and at least one for DNS; one server may have several roles.
          </Empty>
        ) : (
          <RowsTable label="Nodes" wide columns={nodeColumns} rows={rows} numbers={['queued', 'services', 'load', 'disk']} card={(node) => <NodeCard node={node} />} />
        )}
      </Card>
      <Dialog open={adding} onClose={() => setAdding(false)} title="Add node">
        <NodeWizard groups={groups} onDone={() => setAdding(false)} />
      </Dialog>
    </>
  );
}
