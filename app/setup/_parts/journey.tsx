'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { ButtonLink } from '#app/_ui/link.tsx';
import { startedWith } from '#app/(admin)/_parts/started-with.ts';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Done } from './done.tsx';
import { NodeStep } from './node-step.tsx';
import { OrderStep } from './order-step.tsx';
import { ProductStep } from './product-step.tsx';
import { Stepper } from './stepper.tsx';
import { firstOpen, stepAfter, type StepId } from './steps.ts';
import { WhmcsStep } from './whmcs-step.tsx';

interface Facts {
  me: Outputs['session']['me'];
  nodes: Outputs['nodes']['list'];
  groups: Outputs['groups']['list'];
  products: Outputs['products']['list'];
  instances: Outputs['instances']['list'];
  services: number;
}

function useFacts(start: Facts) {
  const trpc = useTRPC();
  const from = <T,>(data: T) => startedWith(null, { input: null, data });
  const nodes = useQuery({ ...trpc.nodes.list.queryOptions(), ...from(start.nodes) }).data ?? start.nodes;
  const groups = useQuery({ ...trpc.groups.list.queryOptions(), ...from(start.groups) }).data ?? start.groups;
  const products = useQuery({ ...trpc.products.list.queryOptions(), ...from(start.products) }).data ?? start.products;
  const instances = useQuery({ ...trpc.instances.list.queryOptions(), ...from(start.instances) }).data ?? start.instances;
  return { nodes, groups, products, instances };
}

/** From an empty database to the first order. It can be left at any point: what exists already counts as done. */
export function Journey({ facts: start }: { facts: Facts }) {
  const { nodes, groups, products, instances } = useFacts(start);
  const [ordered, setOrdered] = useState<{ id: number; domain: string } | null>(null);
  const done: StepId[] = ['owner'];
  if (nodes.length > 0) done.push('node');
  if (products.length > 0) done.push('product');
  if (instances.length > 0) done.push('whmcs');
  if (start.services > 0 || ordered !== null) done.push('order');
  const [at, setAt] = useState<StepId | null>(() => firstOpen(done));
  const next = () => setAt((here) => (here === null ? null : stepAfter(here)));
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3">
        <Stepper current={at} done={done} onGo={setAt} />
        <ButtonLink href="/services">Leave to the dashboard</ButtonLink>
      </header>
      {at === 'node' && <NodeStep nodes={nodes} groups={groups} onNext={next} />}
      {at === 'product' && <ProductStep groups={groups} products={products} onNext={next} />}
      {at === 'whmcs' && <WhmcsStep instances={instances} onNext={next} />}
      {at === 'order' && <OrderStep products={products} onPlaced={(id, domain) => { setOrdered({ id, domain }); setAt(null); }} onSkip={() => setAt(null)} />}
      {at === null && <Done ordered={ordered} />}
    </>
  );
}
