import type { ReactNode } from 'react';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Card } from '#app/_ui/card.tsx';
import { Link } from '#app/_ui/link.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { nodeWords } from '#server/core/node.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

export type Group = Outputs['groups']['list'][number];

export function GroupCard({ group, onEdit }: { group: Group; onEdit: () => void }) {
  return (
    <Card title={group.name} actions={<RoleButton ability="house" size="small" onClick={onEdit} aria-label={`Edit ${group.name}`}>Edit</RoleButton>}>
      <div className="grid gap-5 sm:grid-cols-3">
        <Part title="Nodes" none="None: nothing can be built here">
          {group.members.map((node) => <li key={node.id} className="flex flex-wrap items-center gap-2"><Link href={`/nodes/${node.id}`}>{node.name}</Link>{node.state !== 'active' && <StatusPill words={nodeWords[node.state]} />}</li>)}
        </Part>
        <Part title="Products" none="None is sold on it">
          {group.products.map((product) => <li key={product.id}><Link href={`/products?edit=${product.id}`}>{product.name}</Link></li>)}
        </Part>
        <Part title="Nameservers" none="None">
          {group.nameservers.map((name) => <li key={name}><code className="wrap-anywhere">{name}</code></li>)}
        </Part>
      </div>
    </Card>
  );
}

function Part({ title, none, children }: { title: string; none: string; children: readonly ReactNode[] }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-sm text-muted">{title}</h3>
      {children.length === 0 ? <p>{none}</p> : <ul className="flex flex-col gap-1">{children}</ul>}
    </div>
  );
}
