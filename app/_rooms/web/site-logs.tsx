'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type SiteLog, useSiteLog } from '#app/_live/use-site-log.ts';
import { Button } from '#app/_ui/button.tsx';
import { LogBox } from '#app/_ui/log/log-box.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Select } from '#app/_ui/select.tsx';
import { useSaid } from '#app/_words/words.tsx';
import type { SiteLogName } from '#server/core/site-log.ts';
import { useRooms } from '../room-context.tsx';

const logs: readonly SiteLogName[] = ['access', 'error'];

/** The website's logs: nothing is read before somebody asks for it. */
export function SiteLogs() {
  const t = useTranslations('web');
  const ui = useTranslations('ui');
  const [open, setOpen] = useState(false);
  const [log, setLog] = useState<SiteLogName>('access');
  const [turn, setTurn] = useState(0);
  return (
    <section aria-label={t('logs')} className="mt-2 flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="font-[600]">{t('logs')}</h3>
        <span className="flex flex-wrap items-center gap-2">
          {open && <Select aria-label={t('whichLog')} options={logs.map((value) => ({ value, label: t(`log.${value}`) }))} value={log} onChange={(event) => setLog(event.target.value as SiteLogName)} />}
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>{open ? ui('close') : t('showLogs')}</Button>
        </span>
      </div>
      {open && <Followed log={log} turn={turn} onAgain={() => setTurn(turn + 1)} />}
    </section>
  );
}

function Followed({ log, turn, onAgain }: { log: SiteLogName; turn: number; onAgain: () => void }) {
  const { view: { service } } = useRooms();
  const followed = useSiteLog({ serviceId: service.id, log, turn });
  return <SiteLogView log={log} domain={service.domain} followed={followed} onAgain={onAgain} />;
}

interface SiteLogViewProps {
  log: SiteLogName;
  domain: string;
  followed: SiteLog;
  onAgain: () => void;
}

export function SiteLogView({ log, domain, followed: { lines, is, sentence }, onAgain }: SiteLogViewProps) {
  const t = useTranslations('web');
  const said = useSaid();
  return (
    <>
      {sentence !== null && <Note tone="warn" icon="pause" action={<Button size="small" onClick={onAgain}>{t('followAgain')}</Button>}>{said(sentence)}</Note>}
      <div className="flex flex-col overflow-hidden rounded-card">
        <LogBox key={log} label={t(`log.${log}`)} lines={lines} timed={false} still={is === 'ended'} empty={is === 'reading' ? t('readingLog') : is === 'ended' ? t('nothingRead') : t(`empty.${log}`)} fileName={`${domain}-${log}.txt`} />
      </div>
    </>
  );
}
