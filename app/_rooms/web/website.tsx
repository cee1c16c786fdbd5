'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Note } from '#app/_ui/note.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { siteState, type SiteView, taskOfSite } from '#server/core/site.ts';
import { pillOf, useAct } from '../item-row.tsx';
import { useRooms } from '../room-context.tsx';
import { SettingFailed, SettingOutside } from '../setting-failed.tsx';
import { SiteForm } from './site-form.tsx';
import { SiteLogs } from './site-logs.tsx';
import { SiteRows } from './site-rows.tsx';
import { Visitors } from './visitors.tsx';

/** The settings of a service's website: each edit stands here until the node says so. */
export function Website() {
  const t = useTranslations('web');
  const { view: { service: { site } } } = useRooms();
  const [answered, setAnswered] = useState<SiteView | null>(null);
  if (site === null) return <Card><Empty title={t('none')}>{t('noneText')}</Empty></Card>;
  // The server's answer is shown at once; its event says the same a moment later.
  return <Room site={answered !== null && answered.rev > site.rev ? answered : site} onAnswer={setAnswered} />;
}

interface RoomProps {
  site: SiteView;
  onAnswer: (site: SiteView) => void;
}

function Room({ site, onAnswer }: RoomProps) {
  const t = useTranslations('web');
  const { api, view: { service, tasks }, audience, readOnly } = useRooms();
  const [open, setOpen] = useState(false);
  const act = useAct(sentenceOf);
  const task = taskOfSite(tasks);
  const state = siteState(site, task);
  const change = async (settings: unknown) => onAnswer(await api.site.change({ rev: site.rev, settings }));
  const { domain, certificates } = service;
  const turn = api.site.switch;
  // What is shown is the truth; what did not work stays typed.
  const shown = state === 'failed' ? (site.known ?? site.wish) : site.wish;
  return (
    <section aria-label={t('title')} className="flex max-w-[920px] animate-arrive flex-col gap-4">
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="flex items-center gap-2 text-lg font-[600]">
          {t('title')}
          {state === 'changing' && <StatusPill words={pillOf('changing', task)} audience={audience} />}
        </h2>
        <span className="flex flex-wrap gap-2">
          {turn !== null && !open && <Button disabled={readOnly !== null} busy={act.busy} onClick={() => act.run(async () => onAnswer(await turn({ off: !site.off })))}>{t(site.off ? 'switchOn' : 'switchOff')}</Button>}
          <EditButton hidden={open} disabled={readOnly !== null || site.off} onClick={() => setOpen(true)} />
        </span>
      </header>
      {readOnly !== null && <Note tone="wait" icon="pause">{readOnly}</Note>}
      {site.off && <Note tone="warn" icon="pause">{t(`off.${audience}`)}</Note>}
      {state === 'failed' && (
        <SettingFailed message={task?.error?.message ?? 'It was stopped'} disabled={readOnly !== null || open} busy={act.busy}
          onRetry={() => act.run(async () => onAnswer(await api.site.retry()))} onBack={() => act.run(() => change(site.known))} canBack={site.known !== null} />
      )}
      {site.outside && state === 'present' && <SettingOutside disabled={readOnly !== null || open || site.off} busy={act.busy} onBack={() => act.run(() => change(site.wish))} />}
      <FormError message={act.error} />
      {open ? (
        <SiteForm
          domain={domain} settings={site.wish} php={site.php} names={site.names} secure={certificates.some((one) => one.role === 'web' && one.issuer !== null)}
          onCancel={() => setOpen(false)} onSubmit={async (settings) => { await change(settings); setOpen(false); }}
        />
      ) : <SiteRows domain={domain} settings={shown} waiting={site.waiting} names={site.names} />}
      {site.known !== null && !site.off && <Visitors />}
      {site.known !== null && <SiteLogs />}
    </section>
  );
}

function EditButton({ hidden, disabled, onClick }: { hidden: boolean; disabled: boolean; onClick: () => void }) {
  const t = useTranslations('web');
  const place = useRef<HTMLSpanElement>(null);
  const wasHidden = useRef(hidden);
  useEffect(() => {
    // The form has taken the focus with it.
    if (wasHidden.current && !hidden) place.current?.querySelector('button')?.focus();
    wasHidden.current = hidden;
  }, [hidden]);
  return <span ref={place}>{!hidden && <Button variant="primary" disabled={disabled} onClick={onClick}>{t('editSettings')}</Button>}</span>;
}
