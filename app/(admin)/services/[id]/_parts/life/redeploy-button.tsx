'use client';
import { useState } from 'react';
import { handlesOf } from '#server/core/lifecycle.ts';
import { useService } from '../service-context.tsx';
import { DestroyService } from './destroy-service.tsx';
import { handleLabels } from './words.ts';
import { RoleButton } from '../../../../_parts/staff/role-button.tsx';

export function RedeployButton() {
  const { view: { service } } = useService();
  const [open, setOpen] = useState(false);
  return (
    <>
      {handlesOf(service).includes('redeploy') && <RoleButton ability="drive" variant="danger" onClick={() => setOpen(true)}>{handleLabels.redeploy}</RoleButton>}
      <DestroyService kind="redeploy" open={open} onClose={() => setOpen(false)} />
    </>
  );
}
