'use client';
import { Card } from '#app/_ui/card.tsx';
import { Gauge } from '#app/_ui/gauge.tsx';
import { Sparkline } from '#app/_ui/sparkline.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { nodeStates, nodeWords } from '#server/core/node.ts';
import { GroupCard, type Group } from '../../(admin)/groups/_parts/group-card.tsx';
import { Choices } from '../../(admin)/_parts/choices.tsx';
import { Health } from '../../(admin)/nodes/_parts/health.tsx';
import { NodeHistory } from '../../(admin)/nodes/_parts/node-history.tsx';
import { NodeNotes } from '../../(admin)/nodes/_parts/node-notes.tsx';
import { PasteKey } from '../../(admin)/nodes/_parts/ssh-key.tsx';
import { Parts } from '../../(admin)/_parts/task/clean-up.tsx';
import { Disk, Load, Version } from '../../(admin)/nodes/_parts/node-vitals.tsx';
import { choices, node, samples } from '../fleet-factories.ts';
import { Row, Shelf } from './shelf.tsx';

const nothing = () => undefined;
const group: Group = {
  id: 1, name: 'Brightwood', nodes: 3, nameservers: ['ns1.host.example', 'ns2.host.example'], products: [{ id: 1, groupId: 1, name: 'Hosting M' }, { id: 2, groupId: 1, name: 'Hosting L' }],
  members: [{ id: 1, groupId: 1, name: 'web-1', state: 'active', roles: ['web'] }, { id: 2, groupId: 1, name: 'mail-2', state: 'draining', roles: ['mail'] }, { id: 3, groupId: 1, name: 'ns1', state: 'active', roles: ['dns'] }],
};

export function Fleet() {
  const [well, trouble, open, halfOpen, alarm] = [node.well(), node.trouble(), node.open(), node.halfOpen(), node.alarm()];
  return (
    <Shelf title="Fleet">
      <Row name="Node, its state">{nodeStates.map((one) => <StatusPill key={one} words={nodeWords[one]} />)}</Row>
      <Row name="Node, its health">{[well, trouble, open, alarm].map((one, at) => <Health key={at} node={one} />)}</Row>
      <Row name="Vitals">{[well, node.old(), node.unread()].map((one, at) => <span key={at} className="flex gap-3"><Load node={one} /><Disk node={one} /><Version node={one} /></span>)}</Row>
      <div className="flex flex-col gap-3">
        {[trouble, open, halfOpen, alarm, node.old(), node.maintenance()].map((one, at) => <NodeNotes key={at} node={one} readings={[]} trouble={null} />)}
        <NodeNotes node={well} readings={[node.unreadable()]} trouble="The node did not answer within 30 s" />
      </div>
      <NodeHistory samples={samples(60)} />
      <NodeHistory samples={samples(1)} />
      <NodeHistory samples={[]} />
      <GroupCard group={group} onEdit={nothing} />
      <GroupCard group={{ ...group, name: 'Empty', members: [], products: [], nameservers: [] }} onEdit={nothing} />
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Card title="A key to paste"><PasteKey rotation={{ because: 'The node answered 1. Read-only file system', publicKey: `ssh-ed25519 ${'A'.repeat(68)} hostwright` }} user="deploy" busy={false} error="The new key does not open web-1 yet, and the old one stays" onProve={nothing} /></Card>
        <Card title="Clean up the orphan"><Parts node="web-1" parts={['system user rosas-bakery-web (uid 1004) and its group', '/home/rosas-bakery-web with everything in it']} /></Card>
      </div>
      <Card title="Why here?"><Choices choices={choices.placed()} /></Card>
      <Card title="Waiting for capacity"><Choices choices={choices.full()} /></Card>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Gauge label="Website disk space" used={2048} limit={10_240} tone="accent" text="2 GB of 10 GB" />
        <Gauge label="Mailboxes" used={9} limit={10} tone="warn" text="9 of 10" mark="Near its limit" />
        <Gauge label="Databases" used={4} limit={3} tone="bad" text="4 of 3" mark="Over its limit" />
        <Gauge label="DNS records" used={17} limit={null} tone="accent" text="17, unlimited" />
      </div>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-3">
        <Sparkline label="With a gap" values={[1, 2, 4, null, null, 3, 5]} text="5" />
        <Sparkline label="Full" values={[0.6, 0.8, 0.97]} most={1} tone="bad" text="97 %" note="Each day since 2026-06-01" />
        <Sparkline label="Once" values={[1]} text="1" />
      </div>
    </Shelf>
  );
}
