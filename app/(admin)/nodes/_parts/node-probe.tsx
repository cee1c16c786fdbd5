'use client';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Link } from '#app/_ui/link.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Countdown } from '#app/_ui/times.tsx';
import type { NodeRow } from './node-row.ts';
import { useNodeChange } from './use-node-change.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';

/** A node with an open circuit, over the list: why, until when, and a probe at once. */
export function NodeProbe({ node }: { node: NodeRow }) {
  const { check } = useNodeChange(node.name);
  return (
    <Note tone="bad" icon="pause" action={<RoleButton ability="care" size="small" busy={check.isPending} onClick={() => check.mutate({ id: node.id })}>Probe now</RoleButton>}>
      <Link href={`/nodes/${node.id}`}>{node.name}</Link> was not reached {node.failures} times in a row{node.circuitUntil === null ? '; it is being probed' : <>; it is probed in <Countdown to={node.circuitUntil} /></>}.
      <span className="font-normal wrap-anywhere"> {check.error === null ? node.lastError : sentenceOf(check.error)}</span>
    </Note>
  );
}
