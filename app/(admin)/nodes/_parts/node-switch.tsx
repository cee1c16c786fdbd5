'use client';
import { Switch } from '#app/_ui/switch.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { VisuallyHidden } from '#app/_ui/visually-hidden.tsx';
import { sentenceOf } from '../../_parts/refusal.ts';
import type { NodeRow } from './node-row.ts';
import { useNodeChange } from './use-node-change.ts';

/** Off: what runs ends, nothing new begins. Shows the wish at once, and the truth if it is refused. */
export function NodeSwitch({ node }: { node: NodeRow }) {
  const { update } = useNodeChange(node.name);
  const toast = useToast();
  const shown = update.isPending ? (update.variables.enabled ?? node.enabled) : node.enabled;
  const change = (enabled: boolean) => update.mutate({ id: node.id, enabled }, { onError: (error) => toast({ title: `${node.name} was not switched`, description: sentenceOf(error), tone: 'bad' }) });
  return <Switch checked={shown} onChange={change} label={<>{shown ? 'On' : 'Off'}<VisuallyHidden>: {node.name} takes work</VisuallyHidden></>} />;
}
