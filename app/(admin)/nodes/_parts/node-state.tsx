'use client';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Select } from '#app/_ui/select.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { type NodeState, nodeStates, nodeWords } from '#server/core/node.ts';
import { useWhyNot } from '../../_parts/staff/me.tsx';
import type { NodeRow } from './node-row.ts';
import { useNodeChange } from './use-node-change.ts';

const options = nodeStates.map((value) => ({ value, label: nodeWords[value].staff }));

/** What the node is there for. Shows the wish at once, and the truth if it is refused. */
export function NodeStateSelect({ node }: { node: NodeRow }) {
  const { update } = useNodeChange(node.name);
  const toast = useToast();
  const why = useWhyNot('house');
  const shown = update.isPending ? (update.variables.state ?? node.state) : node.state;
  const change = (state: NodeState) => update.mutate({ id: node.id, state }, {
    onSuccess: () => toast({ title: `${node.name}: ${nodeWords[state].staff.toLowerCase()}`, description: nodeWords[state].help }),
    onError: (error) => toast({ title: `${node.name} was not changed`, description: sentenceOf(error), tone: 'bad' }),
  });
  return <Select aria-label={`State of ${node.name}`} title={why ?? nodeWords[shown].help} disabled={why !== null} options={options} value={shown} onChange={(event) => { const next = nodeStates.find((state) => state === event.target.value); if (next !== undefined) change(next); }} className="w-36" />;
}
