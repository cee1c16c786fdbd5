import type { Outputs } from '#app/_trpc/outputs.ts';
import { Note } from '#app/_ui/note.tsx';
import { Countdown, TimeAgo } from '#app/_ui/times.tsx';
import { nodeWords } from '#server/core/node.ts';
import type { NodeRow } from './node-row.ts';

interface NodeNotesProps {
  node: Pick<NodeRow, 'name' | 'alarm' | 'state' | 'failures' | 'circuitUntil' | 'halfOpen' | 'lastError' | 'lastErrorAt' | 'status'>;
  readings: Outputs['nodes']['byId']['readings'];
  /** Why the check that was just asked for did not go well. */
  trouble: string | null;
}

/** How far a clock may be off before certificates and time stamps suffer. */
const CLOCK_MS = 2000;

const CircuitNote = ({ node }: { node: NodeNotesProps['node'] }) => (
  <Note tone="bad" icon="pause">
    The circuit is {node.circuitUntil === null ? 'half open: one task or reading goes ahead as a probe' : <>open: {node.name} was not reached {node.failures} times in a row. Probed in <Countdown to={node.circuitUntil} /></>}
    {node.lastError !== null && <span className="font-normal"> · {node.lastError}{node.lastErrorAt !== null && <> · <TimeAgo at={node.lastErrorAt} /></>}</span>}
  </Note>
);

/** Everything that a person should know of a node before reading its figures. */
export function NodeNotes({ node, readings, trouble }: NodeNotesProps) {
  const open = node.circuitUntil !== null || node.halfOpen;
  const { status } = node;
  const unread = readings.find((one) => one.error !== null && !open);
  return (
    <>
      {node.alarm !== null && <Note tone="bad" icon="cross">{node.alarm}</Note>}
      {trouble !== null && <Note tone="bad" icon="cross" className="wrap-anywhere">{trouble}</Note>}
      {open && <CircuitNote node={node} />}
      {!open && node.failures > 0 && node.lastError !== null && <Note tone="warn" icon="retry">{node.lastError}{node.lastErrorAt !== null && <span className="font-normal"> · <TimeAgo at={node.lastErrorAt} /></span>}</Note>}
      {node.state !== 'active' && <Note tone={nodeWords[node.state].tone} icon={nodeWords[node.state].icon}>{nodeWords[node.state].staff}. {nodeWords[node.state].help}.</Note>}
      {status?.vulnerable === true && <Note tone="bad" icon="cross">Version {status.version} of its panel has known holes: bring it up to date.</Note>}
      {status !== null && Math.abs(status.clockAheadMs) > CLOCK_MS && <Note tone="warn" icon="clock">Its clock is {(Math.abs(status.clockAheadMs) / 1000).toFixed(1)} s {status.clockAheadMs > 0 ? 'ahead of' : 'behind'} ours: look at its time service.</Note>}
      {unread !== undefined && <Note tone="warn" icon="retry"><code>{unread.kind}</code>: {unread.error}</Note>}
    </>
  );
}
