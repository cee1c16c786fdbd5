'use client';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { KeyValueStrip } from '#app/_ui/key-value.tsx';
import { Note } from '#app/_ui/note.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { ClockTime, Countdown, TimeAgo } from '#app/_ui/times.tsx';
import { certificateWords } from '#server/core/certificate.ts';
import { endingSoon } from '#server/core/certificate-line.ts';
import type { CertificateView } from '#server/core/view.ts';
import { MissingRecords } from './missing-records.tsx';
import { UploadForm } from './upload-form.tsx';
import type { CertificateActions } from './use-certificate.ts';

interface CertificateCardProps {
  certificate: CertificateView;
  /** The service is not active: nothing is looked at. */
  resting: boolean;
  actions: CertificateActions;
  audience: 'customer' | 'staff';
}

export const roleTitles = { web: 'Website', mail: 'Email' } as const;

export function CertificateCard(props: CertificateCardProps) {
  const { certificate, resting, actions, audience } = props;
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { role, state, reason, missing, warning, own } = certificate;
  const words = certificateWords[state];
  return (
    <Card
      title={<>{roleTitles[role]}<StatusPill words={words} audience={audience} />{own && <Chip>Uploaded</Chip>}</>}
      actions={open === null && <Buttons {...props} onOpen={setOpen} />}
      flush
    >
      <p role="status" className="px-5 pb-4 wrap-anywhere text-muted">{reason}</p>
      {open === 'remove' && <Remove onKeep={close} onRemove={() => actions.remove(role)} />}
      {open === 'upload' && <div className="border-t border-line px-5 py-4"><UploadForm label={`Certificate for ${role === 'web' ? 'the website' : 'email'}`} onClose={close} onUpload={(files) => actions.upload(role, files)} /></div>}
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
    { name: state === 'notPointing' ? 'Issuer, on the server' : 'Issuer', value: issuer ?? (stranger === null ? none : <span className="text-muted">none: the server shows the one of {stranger}</span>) },
    { name: 'Valid until', value: until === null ? none : <ClockTime at={until} /> },
    { name: 'Last check', value: checkedAt === null ? none : <TimeAgo at={checkedAt} /> },
    { name: 'Next check', value: resting ? <span className="text-muted">when the service is active</span> : <>in <Countdown to={nextAt} /></> },
  ];
}

type Open = 'upload' | 'remove' | null;

function Buttons({ certificate: { role, state, own }, resting, actions, onOpen }: CertificateCardProps & { onOpen: (open: Open) => void }) {
  const still = resting || state === 'issuing';
  return (
    <>
      <Button busy={actions.busy === `check ${role}`} disabled={still} icon={<RefreshCw size={14} aria-hidden />} onClick={() => actions.check(role)}>Check now</Button>
      {own ? (
        <Button disabled={still} onClick={() => onOpen('remove')}>Remove…</Button>
      ) : (
        <Button busy={actions.busy === `issue ${role}`} disabled={still} onClick={() => actions.issue(role)}>{state === 'active' ? 'Renew now' : 'Issue now'}</Button>
      )}
      <Button disabled={still} onClick={() => onOpen('upload')}>Upload…</Button>
    </>
  );
}

function Remove({ onKeep, onRemove }: { onKeep: () => void; onRemove: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const remove = () => {
    setBusy(true);
    setError(null);
    onRemove().then(onKeep, (refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  return (
    <div role="group" aria-label="Remove the uploaded certificate?" className="mx-5 mb-4 flex flex-col gap-2">
      <Note tone="bad" icon="cross" action={<span className="flex gap-2"><Button size="small" onClick={onKeep}>Keep</Button><Button size="small" variant="danger" busy={busy} onClick={remove}>Remove</Button></span>}>
        The server forgets it and its key, and Auto-SSL asks Let’s Encrypt for a new one. Until that is there, browsers warn.
      </Note>
      <FormError message={error} />
    </div>
  );
}
