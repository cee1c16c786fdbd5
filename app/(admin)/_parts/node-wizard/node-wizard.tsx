'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { useToast } from '#app/_ui/toast.tsx';
import { AddressStep, type Address } from './address-step.tsx';
import { FingerprintStep } from './fingerprint-step.tsx';
import { KeyStep } from './key-step.tsx';
import { NodeFound } from './node-found.tsx';
import { SiteForm } from './site-form.tsx';
import { namesIn, NEW_GROUP, type NodeFacts, type Site, siteFrom, sitesOf, type Usual } from './sites.ts';

interface NodeWizardProps {
  groups: Outputs['groups']['list'];
  onDone: (nodeId: number) => void;
}

/** Each step keeps what the ones before have found. */
type Step =
  | { at: 'address' }
  | { at: 'fingerprint'; address: Address; fingerprint: string }
  | { at: 'key'; address: Address; fingerprint: string }
  | { at: 'site'; address: Address; fingerprint: string; privateKey: string; facts: NodeFacts; usual: Usual };

const steps: readonly { at: Step['at']; label: string }[] = [
  { at: 'address', label: 'Address' }, { at: 'fingerprint', label: 'Host key' }, { at: 'key', label: 'Our key' }, { at: 'site', label: 'Names' },
];

/** Enrols a node: first who it is, then how we get in, then what it is. Nothing is stored before the last step. */
export function NodeWizard({ groups, onDone }: NodeWizardProps) {
  const [step, go] = useState<Step>({ at: 'address' });
  const address = step.at === 'address' ? undefined : step.address;
  const add = useAdd(onDone);
  return (
    <div className="flex flex-col gap-5">
      <ol aria-label="Steps" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {steps.map(({ at, label }, index) => (
          <li key={at} aria-current={at === step.at ? 'step' : undefined} className={at === step.at ? 'font-[600]' : 'text-muted'}>{index + 1}. {label}</li>
        ))}
      </ol>
      {step.at === 'address' && <AddressStep onFound={(found, fingerprint) => go({ at: 'fingerprint', address: found, fingerprint })} />}
      {step.at === 'fingerprint' && <FingerprintStep {...step} onBack={() => go({ at: 'address' })} onConfirm={() => go({ ...step, at: 'key' })} />}
      {step.at === 'key' && <KeyStep {...step} onBack={() => go({ ...step, at: 'fingerprint' })} onFound={(privateKey, facts, usual) => go({ ...step, at: 'site', privateKey, facts, usual })} />}
      {step.at === 'site' && address !== undefined && (
        <>
          <NodeFound facts={step.facts} />
          <SiteForm start={siteFrom(step.facts, groups.at(-1)?.id ?? null, step.usual)} groups={groups} action="Add node" onSubmit={(site) => add({ ...address, fingerprint: step.fingerprint, privateKey: step.privateKey }, site)} />
        </>
      )}
    </div>
  );
}

type Access = Address & { fingerprint: string; privateKey: string };

/** Makes the group first when it is a new one; a second try finds it made. */
function useAdd(onDone: (nodeId: number) => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const saveGroup = useMutation(trpc.groups.save.mutationOptions());
  const addNode = useMutation(trpc.nodes.add.mutationOptions());
  const [made, setMade] = useState<{ name: string; id: number } | null>(null);
  const groupOf = async (site: Site): Promise<number> => {
    if (site.groupId !== NEW_GROUP) return Number(site.groupId);
    const { id } = await saveGroup.mutateAsync({ id: made?.id, name: site.newGroup, nameservers: namesIn(site.nameservers) });
    setMade({ name: site.newGroup, id });
    return id;
  };
  return async (access: Access, site: Site): Promise<void> => {
    const groupId = await groupOf(site);
    const { id } = await addNode.mutateAsync({ ...access, ...sitesOf(site), name: site.name, groupId });
    await client.invalidateQueries();
    toast({ title: `${site.name} is enrolled` });
    onDone(id);
  };
}
