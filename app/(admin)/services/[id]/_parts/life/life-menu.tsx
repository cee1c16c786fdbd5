'use client';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Menu, type MenuItem } from '#app/_ui/menu.tsx';
import { type Handle, handlesOf } from '#server/core/lifecycle.ts';
import { useMay } from '../../../../_parts/staff/me.tsx';
import { RoleButton } from '../../../../_parts/staff/role-button.tsx';
import { useService } from '../service-context.tsx';
import { DestroyService } from './destroy-service.tsx';
import { PackageDialog } from './package-dialog.tsx';
import { PasswordForm } from './password-form.tsx';
import { Suspend } from './suspend.tsx';
import { useLife } from './use-life.ts';
import { handleLabels } from './words.ts';

const destroying: readonly Handle[] = ['reset', 'redeploy', 'terminate'];
const sentence = (error: unknown): string | null => (error === null ? null : sentenceOf(error));

/** What can be done to the service in its state; each but the harmless asks first. */
export function LifeMenu() {
  const { view: { service } } = useService();
  const [open, setOpen] = useState<Handle | null>(null);
  const close = () => setOpen(null);
  const { suspend, unsuspend, changePackage, changePassword } = useLife(close);
  const handles = handlesOf(service);
  const drives = useMay('drive');
  const { id, domain } = service;
  const ask = (handle: Handle) => {
    if (handle === 'unsuspend') return unsuspend.mutate({ id });
    for (const one of [suspend, changePackage, changePassword]) one.reset();
    setOpen(handle);
  };
  const items = handles.map((handle): MenuItem => ({ label: handleLabels[handle], onSelect: () => ask(handle), danger: destroying.includes(handle), apart: destroying.includes(handle) && handle === handles.find((one) => destroying.includes(one)) }));
  return (
    <>
      {items.length > 0 && (drives ? <Menu trigger={<Button busy={unsuspend.isPending}>Actions <ChevronDown size={16} aria-hidden /></Button>} items={items} /> : <RoleButton ability="drive">Actions</RoleButton>)}
      <Suspend domain={domain} open={open === 'suspend'} onClose={close} busy={suspend.isPending} error={sentence(suspend.error)} onConfirm={() => suspend.mutate({ id })} />
      <PackageDialog open={open === 'changePackage'} onClose={close} busy={changePackage.isPending} error={sentence(changePackage.error)} onSubmit={(product) => changePackage.mutate({ id, product })} />
      <Dialog open={open === 'changePassword'} onClose={close} title="Change password">
        <PasswordForm waits={service.state === 'suspended'} busy={changePassword.isPending} error={sentence(changePassword.error)} onCancel={close} onSubmit={(password) => changePassword.mutate({ id, password })} />
      </Dialog>
      {(['reset', 'redeploy', 'terminate'] as const).map((kind) => <DestroyService key={kind} kind={kind} open={open === kind} onClose={close} />)}
    </>
  );
}
