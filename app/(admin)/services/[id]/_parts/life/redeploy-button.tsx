'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { handlesOf } from '#server/core/lifecycle.ts';
import { useService } from '../service-context.tsx';
import { DestroyService } from './destroy-service.tsx';
import { handleLabels } from './words.ts';

export function RedeployButton() {
  const { view: { service } } = useService();
  const [open, setOpen] = useState(false);
  return (
    <>
      {handlesOf(service).includes('redeploy') && <Button variant="danger" onClick={() => setOpen(true)}>{handleLabels.redeploy}</Button>}
      <DestroyService kind="redeploy" open={open} onClose={() => setOpen(false)} />
    </>
  );
}
