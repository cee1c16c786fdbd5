'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ButtonLink } from '#app/_ui/link.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { RowsTable } from '../../_parts/list/rows-table.tsx';
import { ProductEditor } from '../../_parts/product/product-editor.tsx';
import { startedWith } from '../../_parts/started-with.ts';
import { ProductCard, productColumns } from './product-columns.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

interface ProductListProps {
  products: Outputs['products']['list'];
  groups: Outputs['groups']['list'];
}

const NEW = 'new';

export function ProductList({ products, groups }: ProductListProps) {
  const trpc = useTRPC();
  const [edit, setEdit] = useQueryState('edit', parseAsString.withOptions({ history: 'push' }));
  const { data } = useQuery({ ...trpc.products.list.queryOptions(), ...startedWith(null, { input: null, data: products }) });
  const rows = data ?? products;
  const columns = useMemo(() => productColumns((id) => void setEdit(String(id))), [setEdit]);
  const open = rows.find((product) => String(product.id) === edit);
  const adding = edit === NEW && groups.length > 0;
  const close = () => void setEdit(null);
  const start = <RoleButton ability="house" variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => void setEdit(NEW)}>New product</RoleButton>;
  return (
    <>
      <PageHeader title="Products" actions={groups.length > 0 && rows.length > 0 ? start : undefined} />
      <Card flush>
        {rows.length > 0 && <RowsTable label="Products" columns={columns} rows={rows} numbers={['services']} card={(row) => <ProductCard product={row} onOpen={(id) => void setEdit(String(id))} />} />}
        {rows.length === 0 && groups.length > 0 && <Empty title="No products yet" action={start}>A product is what WHMCS orders by its short name: which accounts are built, on the nodes of which group, and how much they may hold.</Empty>}
        {rows.length === 0 && groups.length === 0 && <Empty title="First a node, then a product" action={<ButtonLink href="/nodes" variant="primary">Add a node</ButtonLink>}>A product is built on the nodes of a group; there is none yet.</Empty>}
      </Card>
      <Dialog open={open !== undefined || adding} onClose={close} size="wide" title={open?.name ?? 'New product'}>
        {(open !== undefined || adding) && <ProductEditor key={open?.id ?? NEW} product={open ?? null} groups={groups} onSaved={close} />}
      </Dialog>
    </>
  );
}
