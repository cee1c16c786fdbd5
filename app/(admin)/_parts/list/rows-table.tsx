'use client';
import { type CellData, type ColumnDef, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';

const features = tableFeatures({ rowSortingFeature });
export type Column<T extends { id: number }> = ColumnDef<typeof features, T, CellData>;
export interface Sort {
  id: string;
  desc: boolean;
}

interface RowsTableProps<T extends { id: number }> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** The same row where there is no room for a table. */
  card: (row: T) => ReactNode;
  /** Numbers stand at the right. */
  numbers?: readonly string[];
  /** Many columns: the cards stay until there is room for all. */
  wide?: boolean;
}

/** By the room that the list has, not by the window's: a side bar may stand beside it. */
const rooms = {
  normal: { table: '@min-[760px]:block', cards: '@min-[760px]:hidden' },
  wide: { table: '@min-[960px]:block', cards: '@min-[960px]:hidden' },
};

/** The server sorts and pages; the table only knows its columns. Where it is narrow each row is a card. */
export function RowsTable<T extends { id: number }>({ label, columns, rows, sort, onSort, card, numbers = [], wide = false }: RowsTableProps<T>) {
  const table = useTable({
    features, columns: columns as Column<T>[], data: rows as T[], manualSorting: true, enableMultiSort: false,
    state: { sorting: sort === undefined ? [] : [sort] },
    getRowId: (row) => String(row.id),
  });
  const room = rooms[wide ? 'wide' : 'normal'];
  const side = (id: string) => (numbers.includes(id) ? 'text-right' : 'text-left');
  return (
    <div className="@container">
      <div className={clsx('relative hidden overflow-x-auto', room.table)}>
        <table aria-label={label} className="w-full border-collapse text-sm">
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} className="border-b border-line">
                {group.headers.map((header) => (
                  <th key={header.id} scope="col" aria-sort={ariaSort(sort, header.column.id)} className={clsx('h-9 px-2 font-normal whitespace-nowrap text-muted first:pl-5 last:pr-5', side(header.column.id))}>
                    {header.column.getCanSort() && onSort !== undefined && header.column.columnDef.enableSorting === true ? (
                      <SortButton id={header.column.id} sort={sort} onSort={onSort}><table.FlexRender header={header} /></SortButton>
                    ) : <table.FlexRender header={header} />}
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} className="border-b border-line transition-colors last:border-0 hover:bg-sunken">
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={clsx('h-10 px-2 py-1 first:pl-5 last:pr-5', side(cell.column.id))}><table.FlexRender cell={cell} /></td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul aria-label={label} className={clsx('divide-y divide-line', room.cards)}>
        {rows.map((row) => <li key={row.id} className="px-4 py-3">{card(row)}</li>)}
      </ul>
    </div>
  );
}

const ariaSort = (sort: Sort | undefined, id: string) => (sort?.id === id ? (sort.desc ? 'descending' : 'ascending') : undefined);

function SortButton({ id, sort, onSort, children }: { id: string; sort: Sort | undefined; onSort: (sort: Sort) => void; children: ReactNode }) {
  const active = sort?.id === id;
  const Arrow = active && !sort.desc ? ArrowUp : ArrowDown;
  return (
    <button type="button" onClick={() => onSort({ id, desc: active ? !sort.desc : id !== 'action' && id !== 'status' })} className={clsx('group inline-flex h-7 items-center gap-1 rounded-pill', active ? 'font-[540] text-text' : 'hover:text-text')}>
      {children}
      <Arrow size={13} aria-hidden className={active ? '' : 'opacity-0 group-hover:opacity-60'} />
    </button>
  );
}
