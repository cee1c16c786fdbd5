'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { NodeWizard } from '#app/(admin)/_parts/node-wizard/node-wizard.tsx';
import { roleList, roleTitles } from '#app/(admin)/_parts/roles.ts';
import type { Outputs } from '#app/_trpc/outputs.ts';

interface NodeStepProps {
  nodes: Outputs['nodes']['list'];
  groups: Outputs['groups']['list'];
  onNext: () => void;
}

/** Nodes one after the other, until each role has one. */
export function NodeStep({ nodes, groups, onNext }: NodeStepProps) {
  const [adding, setAdding] = useState(nodes.length === 0);
  const missing = roleList.filter((role) => !nodes.some((node) => node.roles.includes(role)));
  if (adding) {
    return (
      <Card title={nodes.length === 0 ? 'Which server shall host the services?' : 'Another node'} actions={nodes.length > 0 ? <Button size="small" onClick={() => setAdding(false)}>Back to the nodes</Button> : undefined} className="max-w-[620px]">
        <NodeWizard groups={groups} onDone={() => setAdding(false)} />
      </Card>
    );
  }
  return (
    <Card title="Nodes" className="max-w-[620px]">
      <ul className="flex flex-col gap-2">
        {nodes.map((node) => (
          <li key={node.id} className="flex flex-wrap items-center gap-2">
            <span className="font-[540] normal-nums">{node.name}</span>
            {roleList.filter((role) => node.roles.includes(role)).map((role) => <Chip key={role}>{roleTitles[role]}</Chip>)}
            <span className="text-sm text-muted">{node.group}</span>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-muted">{missing.length === 0 ? 'Every role has a node.' : `No node yet for ${missing.map((role) => roleTitles[role]).join(', ')}: a product without ${missing.length === 1 ? 'it' : 'them'} is possible, or add one now.`}</p>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button variant={missing.length === 0 ? 'primary' : 'plain'} onClick={onNext}>Go on</Button>
        <Button variant={missing.length === 0 ? 'plain' : 'primary'} onClick={() => setAdding(true)}>Add another node</Button>
      </div>
    </Card>
  );
}
