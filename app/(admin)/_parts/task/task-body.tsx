'use client';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { useNow } from '#app/_ui/clock.tsx';
import { KeyValueStrip } from '#app/_ui/key-value.tsx';
import { Link } from '#app/_ui/link.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import { took } from '#app/_ui/time.ts';
import { isHeld } from '#server/core/task.ts';
import { ranMs, waitedMs } from '../waterfall/segments.ts';
import { AttemptTabs } from './attempt-tabs.tsx';
import { LogViewer } from './log-viewer.tsx';
import { useOpenTask } from './task-address.ts';

type Data = Outputs['tasks']['byId'];

export function TaskBody({ task, service, why }: Data) {
  const { attempt, replace } = useOpenTask();
  const latest = task.tries.at(-1)?.number ?? null;
  // Without a choice in the address, the newest attempt is shown, also when one begins meanwhile.
  const shown = task.tries.find((one) => one.number === attempt)?.number ?? latest;
  return (
    <div className="flex min-h-0 flex-col">
      <Facts task={task} service={service} why={why} />
      {(task.tries.length > 0 || task.error !== null) && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line bg-sunken px-4 py-2">
          <AttemptTabs task={task} current={shown ?? 0} onChange={(number) => replace(task.id, number === latest ? null : number)} />
          <Trouble task={task} attempt={shown} />
        </div>
      )}
      {shown === null ? <p className="border-t border-line px-5 py-10 text-center text-muted">No attempt yet. The log starts with the first.</p> : (
        <LogViewer key={shown} taskId={task.id} attempt={shown} running={isHeld(task.status) && shown === latest} />
      )}
    </div>
  );
}

function Facts({ task, service, why }: Data) {
  const now = useNow() ?? Date.parse(task.updatedAt);
  const waited = waitedMs(task, now);
  const ran = ranMs(task, now);
  const rows = [
    { name: 'Service', value: <Link href={`/services/${service.id}`} className="normal-nums">{service.domain}</Link> },
    { name: 'Target', value: <span className="normal-nums">{task.target}</span> },
    { name: 'Server', value: task.node === null ? 'none' : <Link href={`/nodes/${task.node.id}`} className="normal-nums">{task.node.name}</Link> },
    { name: 'Waited', value: waited === null ? '–' : took(waited) },
    { name: 'Ran', value: ran === null ? '–' : took(ran) },
    ...(why === null ? [] : [{ name: 'Why it waits', value: <>{why.text}{why.until !== null && <> until <ClockTime at={why.until} /></>}</> }]),
  ];
  return <KeyValueStrip rows={rows} />;
}

/** Of the newest failure, the whole story; of an earlier attempt, its own sentence. */
function Trouble({ task, attempt }: Pick<Data, 'task'> & { attempt: number | null }) {
  const one = task.tries.find((other) => other.number === attempt);
  const newest = attempt === task.tries.at(-1)?.number;
  const message = newest ? (task.error?.message ?? one?.message) : one?.message;
  if (message == null || message === '' || one?.outcome === 'succeeded') return null;
  return (
    <p className={`min-w-0 rounded-pill px-2.5 py-1 text-sm ${task.status === 'failed' ? 'bg-bad-soft text-bad-text' : 'bg-warn-soft text-warn-text'}`}>
      <span className="font-[540]">{message}</span>
      {newest && task.error !== null && task.error.hint !== '' && <> · {task.error.hint}</>}
    </p>
  );
}
