'use client';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { KeyValueStrip } from '#app/_ui/key-value.tsx';
import { Note } from '#app/_ui/note.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { ClockTime, Countdown, TimeAgo } from '#app/_ui/times.tsx';
import { certificateWords } from '#server/core/certificate.ts';
import { endingSoon } from '#server/core/certificate-line.ts';
import type { CertificateView } from '#server/core/view.ts';
import { MissingRecords } from './missing-records.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { UploadDialog } from './upload-dialog.tsx';
import type { CertificateActions } from './use-certificate.ts';

interface CertificateCardProps {
  certificate: CertificateView;
  /** The service is not active: nothing is looked at. */
  resting: boolean;
  actions: CertificateActions;
}

export const roleTitles = { web: 'Website', mail: 'Email' } as const;

export function CertificateCard({ certificate, resting, actions }: CertificateCardProps) {
  const { role, state, reason, missing, warning, own } = certificate;
  const words = certificateWords[state];
  return (
    <Card
      title={<>{roleTitles[role]}<StatusPill words={words} />{own && <Chip>Uploaded</Chip>}</>}
      actions={<Buttons certificate={certificate} resting={resting} actions={actions} />}
      flush
    >
      <p role="status" className="px-5 pb-4 wrap-anywhere text-muted">{reason}</p>
      {warning !== null && <Note tone={warning <= 3 ? 'bad' : 'warn'} icon="clock" className="mx-5 mb-4">{endingSoon(certificate)}</Note>}
      <div className="border-t border-line"><KeyValueStrip rows={factsOf(certificate, resting)} /></div>
      {missing.length > 0 && <MissingRecords records={missing} />}
    </Card>
  );
}

function factsOf({ names, covers, state, issuer, until, stranger, checkedAt, nextAt }: CertificateView, resting: boolean) {
  const none = <span className="text-muted">–</span>;
  return [
    { name: 'Names', value: <span className="flex flex-col">{names.map((name) => <span key={name} className={covers.includes(name) ? undefined : 'text-muted'}>{name}</span>)}</span> },
    { name: state === 'notPointing' ? 'Issuer, on the node' : 'Issuer', value: issuer ?? (stranger === null ? none : <span className="text-muted">none: the node shows the one of {stranger}</span>) },
    { name: 'Valid until', value: until === null ? none : <ClockTime at={until} /> },
    { name: 'Last check', value: checkedAt === null ? none : <TimeAgo at={checkedAt} /> },
    { name: 'Next check', value: resting ? <span className="text-muted">when the service is active</span> : <>in <Countdown to={nextAt} /></> },
  ];
}

function Buttons({ certificate: { role, state, own }, resting, actions }: CertificateCardProps) {
  const [open, setOpen] = useState<'upload' | 'remove' | null>(null);
  const still = resting || state === 'issuing';
  const close = () => setOpen(null);
  return (
    <>
      <Button busy={actions.busy === `check ${role}`} disabled={still} icon={<RefreshCw size={14} aria-hidden />} onClick={() => actions.check(role)}>Check now</Button>
      {own ? (
        <Button disabled={still} onClick={() => setOpen('remove')}>Remove…</Button>
      ) : (
        <Button busy={actions.busy === `issue ${role}`} disabled={still} onClick={() => actions.issue(role)}>{state === 'active' ? 'Renew now' : 'Issue now'}</Button>
      )}
      <Button disabled={still} onClick={() => setOpen('upload')}>Upload…</Button>
      <UploadDialog open={open === 'upload'} title={`Certificate for ${role === 'web' ? 'the website' : 'email'}`} onClose={close} onUpload={(files) => actions.upload(role, files)} />
      <RemoveDialog open={open === 'remove'} onClose={close} onRemove={() => actions.remove(role)} />
    </>
  );
}
