import type { Outputs } from '#app/_trpc/outputs.ts';
import { copyWords, openZones } from '#server/core/copies.ts';
import type { StatusWords } from '#server/core/task.ts';
import type { ServiceView } from '#server/core/view.ts';
import { type ZoneSight, sightWords } from '#server/core/zone-sight.ts';
import type { NameserverRow } from './nameservers.tsx';

const noCopy: StatusWords = { staff: 'No copy', customer: 'No copy', tone: 'wait', icon: 'stop' };
const copyNotes = { catchingUp: 'It gets its copy as soon as it can', failed: 'It did not get its copy', stopped: 'Its copy was cancelled' } as const;

/** What is pushed of a copy comes before what a look found: that is older. */
export function rowsOf(view: ServiceView, zone: Outputs['zones']['byService'], sights: readonly ZoneSight[]): readonly NameserverRow[] {
  const copies = openZones(view);
  const able = view.service.state === 'active';
  const placed = zone.servers.map(({ id, name, hostname }): NameserverRow => {
    const copy = copies.find((one) => one.node?.id === id);
    const sight = sights.find((one) => one.nodeId === id);
    const base = { id, name, hostname, serial: sight?.serial ?? null };
    if (copy === undefined) return { ...base, words: sight === undefined ? null : sightWords[sight.is], note: sight?.found ?? 'Looking at it', action: able ? 'Resync' : null };
    const task = copy.tasks.find((one) => one.because !== null || one.error !== null);
    return { ...base, words: copyWords[copy.state], note: [copyNotes[copy.state], task?.error?.message ?? task?.because].filter((part) => part != null).join(': '), action: able && copy.state !== 'catchingUp' ? 'Resync' : null };
  });
  const missing = zone.missing.map(({ id, name }): NameserverRow => ({ id, name, hostname: null, serial: null, words: noCopy, note: 'Of the group, and without this zone', action: able ? 'Bring a copy' : null }));
  return [...placed, ...missing];
}
