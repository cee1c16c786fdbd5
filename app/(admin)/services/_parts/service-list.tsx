'use client';
import { Field } from '@base-ui/react/field';
import { useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Inputs, Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { LiveSign } from '#app/_ui/live-sign.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Select } from '#app/_ui/select.tsx';
import { serviceStates, serviceWords } from '#server/core/operation.ts';
import { useFleet } from '../../_parts/fleet.tsx';
import { FreshPill } from '../../_parts/list/fresh-pill.tsx';
import { Pager } from '../../_parts/list/pager.tsx';
import { RowsSkeleton } from '../../_parts/list/rows-skeleton.tsx';
import { RowsTable } from '../../_parts/list/rows-table.tsx';
import { SearchBox } from '../../_parts/list/search-box.tsx';
import { SizeSelect } from '../../_parts/list/size-select.tsx';
import { back, forward } from '../../_parts/list/trail.ts';
import { useHeld } from '../../_parts/list/use-held.ts';
import { startedWith } from '../../_parts/started-with.ts';
import { ModuleQueue } from '../../_parts/whmcs/module-queue.tsx';
import { serviceInput, serviceSearch } from '../search.ts';
import { NewService } from './new-service.tsx';
import { NoServices } from './no-services.tsx';
import { ServiceCard, serviceColumns } from './service-columns.tsx';

interface ServiceListProps {
  initial: { input: Inputs['services']['list']; data: Outputs['services']['list'] };
  products: Outputs['products']['list'];
}

const DRIFTED = 'drifted';
const states = [{ value: '', label: 'Every state' }, ...serviceStates.map((state) => ({ value: state, label: serviceWords[state].staff })), { value: DRIFTED, label: 'Drifted' }];
const none: Outputs['services']['list']['rows'] = [];

export function ServiceList({ initial, products }: ServiceListProps) {
  const trpc = useTRPC();
  const { connection } = useFleet();
  const [search, setSearch] = useQueryStates(serviceSearch);
  const input = serviceInput(search);
  const { data, error, isPlaceholderData, refetch, isFetching } = useQuery({ ...trpc.services.list.queryOptions(input), ...startedWith(input, initial) });
  const held = useHeld(data?.rows ?? none, JSON.stringify(input));
  const onSearch = useCallback((q: string) => void setSearch({ q, trail: [] }), [setSearch]);
  const filtered = search.q !== '' || search.state !== null || search.drifted;
  return (
    <>
      <PageHeader title="Services" actions={<><LiveSign connection={connection} /><NewService products={products} /></>} />
      <ModuleQueue />
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label="Search services" placeholder="Domain, reference or number" value={search.q} onChange={onSearch} />
        <Field.Root className="shrink-0">
          <Select aria-label="State" options={states} value={search.drifted ? DRIFTED : (search.state ?? '')} onChange={({ target: { value } }) => void setSearch({ state: serviceStates.find((state) => state === value) ?? null, drifted: value === DRIFTED, trail: [] })} />
        </Field.Root>
        <span className="ml-auto flex items-center gap-2">
          <FreshPill count={search.trail.length === 0 ? held.fresh : 0} onShow={held.show} />
          <SizeSelect value={search.size} onChange={(size) => void setSearch({ size, trail: [] })} />
        </span>
      </div>
      {error !== null && <ErrorNote title="The list could not be read" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote>}
      {data === undefined && error === null && <RowsSkeleton />}
      {data !== undefined && (
        <>
          <div {...held.guard}>
            <Card flush>
              {held.rows.length === 0 ? <NoServices filtered={filtered} products={products.length} onClear={() => void setSearch(null)} /> : (
                <RowsTable label="Services" columns={serviceColumns} rows={held.rows} card={(row) => <ServiceCard row={row} />} />
              )}
            </Card>
          </div>
          <Pager
            busy={isPlaceholderData}
            text={data.total === 0 ? '' : `${held.rows.length} of ${data.total.toLocaleString('en')} services, newest first`}
            onPrevious={search.trail.length === 0 ? null : () => void setSearch({ trail: back(search.trail) })}
            onNext={data.next === null ? null : () => void setSearch({ trail: forward(search.trail, String(data.next)) })}
          />
        </>
      )}
    </>
  );
}
