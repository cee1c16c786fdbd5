'use client';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { useService } from '../service-context.tsx';
import { CertificateCard } from './certificate-card.tsx';
import { useCertificate } from './use-certificate.ts';

/** One card per certificate; everything on it arrives with the service's events. */
export function Ssl() {
  const { view: { service } } = useService();
  const actions = useCertificate(service.id);
  if (service.certificates.length === 0) return <Card><Empty title="No certificate yet">Auto-SSL takes over the moment the deployment is done, and issues when the domain points here.</Empty></Card>;
  return (
    <div className="flex flex-col gap-5">
      {service.certificates.map((one) => <CertificateCard key={one.role} certificate={one} resting={service.state !== 'active' || service.wanted !== 'active'} actions={actions} />)}
    </div>
  );
}
