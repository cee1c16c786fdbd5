'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { FormError } from '#app/_ui/form-error.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { Role } from '#server/core/names.ts';
import { BOX, curve, layOut } from './plan-layout.ts';

/** The tasks of an order and what waits for what, as a picture and, for those who do not see it, as a list. */
export function Plan({ mode, roles }: { mode: string; roles: readonly Role[] }) {
  const trpc = useTRPC();
  const { data, error } = useQuery({ ...trpc.products.preview.queryOptions({ mode, roles: [...roles] }), placeholderData: keepPreviousData });
  if (error !== null) return <FormError message={sentenceOf(error)} />;
  if (data === undefined) return <Skeleton className="h-56 rounded-control" />;
  return (
    <>
      <Picture plan={data} />
      <ol className="sr-only">
        {data.map((task) => <li key={task.key}>{task.action}, {task.target}{task.after.length === 0 ? ', starts at once' : `, after ${task.after.join(', ')}`}</li>)}
      </ol>
      <p className="mt-2 text-sm text-muted">{data.length} tasks, on two DNS nodes as an example. Rows run side by side; a task starts when all that points at it is done.</p>
    </>
  );
}

const PAD = 2;

function Picture({ plan }: { plan: Outputs['products']['preview'] }) {
  const { boxes, edges, width, height } = layOut(plan);
  return (
    // What scrolls must be reachable by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div tabIndex={0} role="group" aria-label="Picture of the plan" className="overflow-x-auto rounded-control bg-sunken p-4">
      <svg aria-hidden viewBox={`${-PAD} ${-PAD} ${width + 2 * PAD} ${height + 2 * PAD}`} className="block w-full min-w-[760px]">
        {edges.map(({ key, from, to }) => <path key={key} d={curve(from, to)} fill="none" strokeWidth="1.25" className="stroke-control/60" />)}
        {boxes.map(({ key, action, x, y }) => {
          const [role, verb] = action.split('.');
          return (
            <g key={key} transform={`translate(${x} ${y})`}>
              <rect width={BOX.width} height={BOX.height} rx="7" className="fill-surface stroke-line-strong" />
              <text x="10" y="15" className="fill-muted text-[9.5px]">{role}</text>
              <text x="10" y="28" className="fill-text font-mono text-[11.5px]">{verb}</text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
