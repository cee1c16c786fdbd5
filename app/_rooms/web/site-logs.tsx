'use client';
import { useState } from 'react';
import { type SiteLog, useSiteLog } from '#app/_live/use-site-log.ts';
import { Button } from '#app/_ui/button.tsx';
import { LogBox } from '#app/_ui/log/log-box.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Select } from '#app/_ui/select.tsx';
import type { SiteLogName } from '#server/core/site-log.ts';
import { useRooms } from '../room-context.tsx';

const words: Record<SiteLogName, { label: string; empty: string }> = {
  access: { label: 'Visits (access log)', empty: 'Nobody has been here yet. Each visit appears here as it comes.' },
  error: { label: 'Errors (error log)', empty: 'No error was written yet. They appear here as they come.' },
};

/** The website's logs: nothing is read before somebody asks for it. */
export function SiteLogs() {
  const [open, setOpen] = useState(false);
  const [log, setLog] = useState<SiteLogName>('access');
  const [turn, setTurn] = useState(0);
  return (
    <section aria-label="Logs" className="mt-2 flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="font-[600]">Logs</h3>
        <span className="flex flex-wrap items-center gap-2">
          {open && <Select aria-label="Which log" options={Object.entries(words).map(([value, { label }]) => ({ value, label }))} value={log} onChange={(event) => setLog(event.target.value as SiteLogName)} />}
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>{open ? 'Close' : 'Show logs'}</Button>
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
  return (
    <>
      {sentence !== null && <Note tone="warn" icon="pause" action={<Button size="small" onClick={onAgain}>Follow again</Button>}>{sentence}</Note>}
      <div className="flex flex-col overflow-hidden rounded-card">
        <LogBox key={log} label={words[log].label} lines={lines} timed={false} still={is === 'ended'} empty={is === 'reading' ? 'Reading the log …' : is === 'ended' ? 'Nothing was read.' : words[log].empty} fileName={`${domain}-${log}.txt`} />
      </div>
    </>
  );
}
