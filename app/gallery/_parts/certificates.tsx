'use client';
import { CertificateCard } from '#app/_rooms/ssl/certificate-card.tsx';
import type { CertificateActions } from '#app/_rooms/ssl/use-certificate.ts';
import { certificateStates } from '#server/core/certificate.ts';
import { aCertificate } from '../factories.ts';
import { Shelf } from './shelf.tsx';

const actions: CertificateActions = { check: () => undefined, issue: () => undefined, upload: async () => undefined, remove: async () => undefined, busy: null };

export function Certificates() {
  return (
    <Shelf title="Certificates">
      {certificateStates.map((state) => <CertificateCard key={state} certificate={aCertificate(state)} resting={false} actions={actions} audience="staff" />)}
      <CertificateCard certificate={{ ...aCertificate('active'), own: true, warning: 14, reason: 'The uploaded certificate is served; Auto-SSL rests until it is removed' }} resting={false} actions={actions} audience="staff" />
      <CertificateCard certificate={aCertificate('active')} resting actions={{ ...actions, busy: 'check web' }} audience="customer" />
    </Shelf>
  );
}
