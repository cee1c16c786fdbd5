'use client';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { KeyValueStrip } from '#app/_ui/key-value.tsx';
import { Note } from '#app/_ui/note.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { ClockTime, Countdown, TimeAgo } from '#app/_ui/times.tsx';
import { useSaid } from '#app/_words/words.tsx';
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

export function CertificateCard(props: CertificateCardProps) {
  const t = useTranslations('ssl');
  const said = useSaid();
  const facts = useFacts();
  const { certificate, resting, actions, audience } = props;
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { role, state, reason, missing, warning, own } = certificate;
  const words = certificateWords[state];
  return (
    <Card
      title={<>{t(`role.${role}`)}<StatusPill words={words} audience={audience} />{own && <Chip>{t('uploaded')}</Chip>}</>}
      actions={open === null && <Buttons {...props} onOpen={setOpen} />}
      flush
    >
      <p role="status" className="px-5 pb-4 wrap-anywhere text-muted">{said(reason)}</p>
      {open === 'remove' && <Remove onKeep={close} onRemove={() => actions.remove(role)} />}
      {open === 'upload' && <div className="border-t border-line px-5 py-4"><UploadForm label={t(`for.${role}`)} onClose={close} onUpload={(files) => actions.upload(role, files)} /></div>}
      {warning !== null && <Note tone={warning <= 3 ? 'bad' : 'warn'} icon="clock" className="mx-5 mb-4">{said(endingSoon(certificate) ?? '')}</Note>}
      <div className="border-t border-line"><KeyValueStrip rows={facts(certificate, resting)} /></div>
      {missing.length > 0 && <MissingRecords records={missing} />}
    </Card>
  );
}

function useFacts() {
  const t = useTranslations('ssl');
  const none = <span className="text-muted">–</span>;
  return ({ names, covers, state, issuer, until, stranger, checkedAt, nextAt }: CertificateView, resting: boolean) => [
    { name: t('names'), value: <span className="flex flex-col">{names.map((name) => <bdi key={name} className={covers.includes(name) ? undefined : 'text-muted'}>{name}</bdi>)}</span> },
    { name: t(state === 'notPointing' ? 'issuerServer' : 'issuer'), value: issuer ?? (stranger === null ? none : <span className="text-muted">{t('strange', { stranger })}</span>) },
    { name: t('until'), value: until === null ? none : <ClockTime at={until} /> },
    { name: t('lastCheck'), value: checkedAt === null ? none : <TimeAgo at={checkedAt} /> },
    { name: t('nextCheck'), value: resting ? <span className="text-muted">{t('whenActive')}</span> : t.rich('inTime', { time: () => <Countdown to={nextAt} /> }) },
  ];
}

type Open = 'upload' | 'remove' | null;

function Buttons({ certificate: { role, state, own }, resting, actions, onOpen }: CertificateCardProps & { onOpen: (open: Open) => void }) {
  const t = useTranslations('ssl');
  const still = resting || state === 'issuing';
  return (
    <>
      <Button busy={actions.busy === `check ${role}`} disabled={still} icon={<RefreshCw size={14} aria-hidden />} onClick={() => actions.check(role)}>{t('check')}</Button>
      {own ? (
        <Button disabled={still} onClick={() => onOpen('remove')}>{t('removeAsk')}</Button>
      ) : (
        <Button busy={actions.busy === `issue ${role}`} disabled={still} onClick={() => actions.issue(role)}>{t(state === 'active' ? 'renew' : 'issue')}</Button>
      )}
      <Button disabled={still} onClick={() => onOpen('upload')}>{t('upload')}</Button>
    </>
  );
}

function Remove({ onKeep, onRemove }: { onKeep: () => void; onRemove: () => Promise<void> }) {
  const t = useTranslations('ssl');
  const room = useTranslations('room');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const remove = () => {
    setBusy(true);
    setError(null);
    onRemove().then(onKeep, (refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  return (
    <div role="group" aria-label={t('removeQuestion')} className="mx-5 mb-4 flex flex-col gap-2">
      <Note tone="bad" icon="cross" action={<span className="flex gap-2"><Button size="small" onClick={onKeep}>{room('keep')}</Button><Button size="small" variant="danger" busy={busy} onClick={remove}>{room('remove')}</Button></span>}>
        {t('removeText')}
      </Note>
      <FormError message={error} />
    </div>
  );
}
