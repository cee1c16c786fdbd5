import type { ReactNode } from 'react';
import { Link } from '#app/_ui/link.tsx';
import { Note } from '#app/_ui/note.tsx';
import { operationTitles } from '#server/core/operation.ts';
import type { OperationView, TaskView } from '#server/core/view.ts';

const MOST = 3;
const ending = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

interface TroubleProps {
  /** Names it better than the kind of the operation does. */
  what?: string;
  operation: OperationView;
  /** Those of the operation. */
  tasks: readonly TaskView[];
  /** Where all of it is to be seen. */
  href: string;
  action: ReactNode;
}

/** The newest operation did not come to its end: which steps, why, what to do. */
export function Trouble({ what, operation, tasks, href, action }: TroubleProps) {
  const bad = tasks.filter((task) => task.status === 'failed' || task.status === 'cancelled');
  return (
    <Note tone="bad" icon="cross" action={action}>
      {what ?? `${operationTitles[operation.kind]} #${operation.number}`} {operation.status === 'cancelled' ? 'was cancelled before its end' : 'did not work'}.
      <ul className="mt-1 flex flex-col gap-1 font-normal">
        {bad.slice(0, MOST).map((task) => (
          <li key={task.id} className="wrap-anywhere">
            <code>{task.action}</code>{task.node !== null && <> on {task.node.name}</>}: {task.status === 'cancelled' ? 'cancelled by a person.' : ending(task.error?.message ?? 'it failed')} {task.error !== null && task.error.hint !== '' && ending(task.error.hint)}
          </li>
        ))}
        <li>{bad.length > MOST && <>and {bad.length - MOST} more · </>}<Link href={href} className="text-current! decoration-current!">See every step</Link></li>
      </ul>
    </Note>
  );
}
