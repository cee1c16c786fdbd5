'use client';
import { useTranslations } from 'use-intl';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Note } from '#app/_ui/note.tsx';
import { useRooms } from '../room-context.tsx';
import { CertificateCard } from './certificate-card.tsx';
import { useCertificate } from './use-certificate.ts';

/** One card per certificate; everything on it arrives with the service's events. */
export function Ssl() {
  const t = useTranslations('ssl');
  const { view: { service }, audience, readOnly } = useRooms();
  const actions = useCertificate();
  if (service.certificates.length === 0) return <Card><Empty title={t('none')}>{t('noneText')}</Empty></Card>;
  return (
    <section aria-label="SSL" className="flex flex-col gap-5">
      {readOnly !== null && <Note tone="wait" icon="pause">{readOnly}</Note>}
      {service.certificates.map((one) => <CertificateCard key={one.role} certificate={one} resting={readOnly !== null || service.state !== 'active' || service.wanted !== 'active'} actions={actions} audience={audience} />)}
    </section>
  );
}
