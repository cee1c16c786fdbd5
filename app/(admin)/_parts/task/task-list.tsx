'use client';
import { Field } from '@base-ui/react/field';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Inputs, Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { Select } from '#app/_ui/select.tsx';
import { taskStatuses, taskWords } from '#server/core/task.ts';
import { FreshPill } from '../list/fresh-pill.tsx';
import { Pager } from '../list/pager.tsx';
import { RowsSkeleton } from '../list/rows-skeleton.tsx';
import { RowsTable } from '../list/rows-table.tsx';
import { SearchBox } from '../list/search-box.tsx';
import { SizeSelect } from '../list/size-select.tsx';
import { back, cursorText, forward } from '../list/trail.ts';
import { useHeld } from '../list/use-held.ts';
import { startedWith } from '../started-with.ts';
import { taskInput, taskSearch, taskSorts } from './search.ts';
import { useOpenTask } from './task-address.ts';
import { TaskCard, taskColumns } from './task-columns.tsx';
import { useTaskActions } from './use-task-actions.tsx';

interface TaskListProps {
  /** One service's, or one node's; absent: the whole fleet's. */
  serviceId?: number;
  nodeId?: number;
  initial: { input: Inputs['tasks']['list']; data: Outputs['tasks']['list'] };
}

const states = [{ value: '', label: 'Every status' }, ...taskStatuses.map((status) => ({ value: status, label: taskWords[status].staff }))];
const none: Outputs['tasks']['list']['rows'] = [];

function rangeText({ before, total }: Outputs['tasks']['list'], shown: number): string {
  if (total === 0) return '';
  const number = (value: number) => value.toLocaleString('en');
  return `Showing ${number(before + 1)} to ${number(before + shown)} of ${number(total)}`;
}

export function TaskList({ serviceId, nodeId, initial }: TaskListProps) {
  const trpc = useTRPC();
  const [search, set] = useQueryStates(taskSearch);
  const input = taskInput(search, { serviceId, nodeId });
  const { data, error, isPlaceholderData, refetch, isFetching } = useQuery({ ...trpc.tasks.list.queryOptions(input), ...startedWith(input, initial) });
  const held = useHeld(data?.rows ?? none, JSON.stringify(input));
  const { open } = useOpenTask();
  const { retry, cancel, skip, question } = useTaskActions();
  const fleet = serviceId === undefined;
  const actions = useMemo(() => ({ open, retry, cancel, skip }), [open, retry, cancel, skip]);
  const columns = useMemo(() => taskColumns(fleet, actions), [fleet, actions]);
  const onSearch = useCallback((q: string) => void set({ q, trail: [] }), [set]);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label="Search tasks" placeholder="Action, target, server, error, #id" value={search.q} onChange={onSearch} />
        <Field.Root className="shrink-0">
          <Select aria-label="Status" options={states} value={search.status ?? ''} onChange={(event) => void set({ status: taskStatuses.find((status) => status === event.target.value) ?? null, trail: [] })} />
        </Field.Root>
        <span className="ml-auto flex flex-wrap items-center gap-2">
          <FreshPill count={search.trail.length === 0 ? held.fresh : 0} onShow={held.show} />
          <SizeSelect value={search.size} onChange={(size) => void set({ size, trail: [] })} />
          <Button icon={<RefreshCw size={14} aria-hidden />} onClick={() => void refetch().then(held.show)}>Reload</Button>
        </span>
      </div>
      {error !== null && <ErrorNote title="The list could not be read" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote>}
      {data === undefined && error === null && <RowsSkeleton />}
      {data !== undefined && (
        <>
          <div {...held.guard}>
            <Card flush>
              {held.rows.length === 0 ? <NoTasks filtered={search.q !== '' || search.status !== null} onClear={() => void set(null)} /> : (
                <RowsTable
                  wide label="Tasks" columns={columns} rows={held.rows} sort={{ id: search.sort, desc: search.dir === 'desc' }}
                  onSort={({ id, desc }) => void set({ sort: taskSorts.find((sort) => sort === id) ?? 'id', dir: desc ? 'desc' : 'asc', trail: [] })}
                  card={(row) => <TaskCard task={row} fleet={fleet} actions={actions} />}
                />
              )}
            </Card>
          </div>
          <Pager
            busy={isPlaceholderData} text={rangeText(data, held.rows.length)}
            onPrevious={search.trail.length === 0 ? null : () => void set({ trail: back(search.trail) })}
            onNext={data.next === null ? null : () => data.next !== null && void set({ trail: forward(search.trail, cursorText(data.next)) })}
          />
        </>
      )}
      {question}
    </>
  );
}

function NoTasks({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) return <Empty title="No task matches" action={<Button onClick={onClear}>Show all</Button>}>Search takes a part of an action, a target, a server, a domain or an error, or a task’s number.</Empty>;
  return <Empty title="No tasks yet">Every step of a deployment becomes a task, with its attempts and its log. The first order brings the first.</Empty>;
}
