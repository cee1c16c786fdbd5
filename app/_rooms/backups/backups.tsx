'use client';
import { useQuery } from '@tanstack/react-query';
import { Note } from '#app/_ui/note.tsx';
import { useSaid } from '#app/_words/words.tsx';
import type { BackupKind } from '#server/core/items/backup.ts';
import type { HomeFacts } from '#server/core/view.ts';
import { useRooms } from '../room-context.tsx';
import { BackupSet, type SetName } from './backup-set.tsx';

/** A name under the provider's own domain has its mail on an account of the provider, whose backups are not its own. */
function setsOf({ logins, mailbox }: HomeFacts): readonly { kind: BackupKind; name: SetName }[] {
  const [web, mail] = (['web', 'mail'] as const).map((role) => logins.find((one) => one.role === role)?.login);
  if (web !== undefined && mail === web) return [{ kind: 'webBackup', name: 'all' }];
  return [...(web === undefined ? [] : [{ kind: 'webBackup', name: 'web' } as const]), ...(mail === undefined || mailbox !== null ? [] : [{ kind: 'mailBackup', name: 'mail' } as const])];
}

/** The lists are shown at once, as they are known; the nodes are asked meanwhile, and what they say arrives as every change does. */
export function Backups() {
  const said = useSaid();
  const { api, view: { service } } = useRooms();
  const { data: looks } = useQuery({ queryKey: ['backups', service.id, service.generation], queryFn: () => api.backups.look(), staleTime: 0, enabled: service.home !== null });
  if (service.home === null) return null;
  const silent = looks?.flatMap((one) => one.silent ?? []) ?? [];
  return (
    <div className="flex flex-col gap-8">
      {silent.length > 0 && <Note tone="warn" icon="pause">{[...new Set(silent)].map(said).join('. ')}</Note>}
      {setsOf(service.home).map(({ kind, name }) => <BackupSet key={kind} kind={kind} name={name} />)}
    </div>
  );
}
