'use client';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Chip } from '#app/_ui/chip.tsx';
import { limitText } from '#app/_ui/limit-text.ts';
import type { Column } from '../../_parts/list/rows-table.tsx';
import { roleList, roleTitles } from '../../_parts/roles.ts';

type Row = Outputs['products']['list'][number];

const Name = ({ product, onOpen }: { product: Row; onOpen: (id: number) => void }) => (
  <button type="button" onClick={() => onOpen(product.id)} className="rounded-pill text-left text-base font-[540] wrap-anywhere underline decoration-transparent underline-offset-3 transition-colors hover:decoration-current">{product.name}</button>
);
const Roles = ({ product }: { product: Row }) => (
  <span className="flex flex-wrap gap-1">{roleList.filter((role) => product.roles.includes(role)).map((role) => <Chip key={role}>{roleTitles[role]}</Chip>)}</span>
);

export const productColumns = (onOpen: (id: number) => void): readonly Column<Row>[] => [
  { id: 'name', header: 'Name', cell: ({ row }) => <Name product={row.original} onOpen={onOpen} /> },
  { id: 'slug', header: 'Short name', cell: ({ row }) => <code>{row.original.slug}</code> },
  { id: 'mode', header: 'Mode', cell: ({ row }) => <span className="capitalize">{row.original.mode}</span> },
  { id: 'roles', header: 'Roles', cell: ({ row }) => <Roles product={row.original} /> },
  { id: 'group', header: 'Group', cell: ({ row }) => row.original.group },
  { id: 'disk', header: 'Disk space', cell: ({ row }) => limitText('web_disk_quota', row.original.limits[row.original.vanity === null ? 'web_disk_quota' : 'vanity_site_disk_quota']) },
  { id: 'mailboxes', header: 'Mailboxes', cell: ({ row }) => (row.original.vanity === null ? limitText('mail_accounts', row.original.limits.mail_accounts) : '1') },
  { id: 'services', header: 'Services', cell: ({ row }) => row.original.services.toLocaleString('en') },
];

export function ProductCard({ product, onOpen }: { product: Row; onOpen: (id: number) => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span className="flex flex-wrap items-center justify-between gap-2"><Name product={product} onOpen={onOpen} /><Roles product={product} /></span>
      <span className="text-sm text-muted"><code>{product.slug}</code> · {product.group} · {product.services} {product.services === 1 ? 'service' : 'services'}</span>
    </div>
  );
}
