'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { dateOf, ENGLISH } from '#app/_ui/time.ts';
import { useToast } from '#app/_ui/toast.tsx';
import { counted } from '#server/core/setting.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { SettingCard } from './setting-card.tsx';
import type { Entry } from './settings-context.tsx';

type Sizes = Outputs['settings']['sizes'];

const units = ['B', 'kB', 'MB', 'GB', 'TB'];
/** `3.4 GB`. */
export function sized(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${units[step]}`;
}

const line = ({ bytes, rows, oldest }: Sizes[keyof Sizes]): string =>
  oldest === null ? `Now: nothing` : `Now: ${sized(bytes)}, ${counted(rows, 'rows')}, the oldest of ${dateOf(Date.parse(oldest), ENGLISH)}`;

/** How long things are kept, beside how much there is of each now. */
export function RetentionSettings({ entry }: { entry: Entry }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const { data, error } = useQuery(trpc.settings.sizes.queryOptions());
  const cleanUp = useMutation(trpc.settings.cleanUp.mutationOptions({
    onSuccess: async (removed) => {
      await client.invalidateQueries({ queryKey: trpc.settings.sizes.queryKey() });
      const total = Object.values(removed).reduce((sum, count) => sum + count, 0);
      toast({ title: total === 0 ? 'There was nothing old enough' : `${counted(total, 'rows')} were removed`, description: 'The file system gets the room back when Postgres tidies up.' });
    },
    onError: (failed) => toast({ title: 'It was not cleaned up', description: sentenceOf(failed), tone: 'bad' }),
  }));
  const hintOf = (name: string, words: string | undefined) => (
    <>
      {words}
      <span className="block tabular-nums">{error !== null ? 'How much there is now could not be read' : data === undefined ? 'Now: …' : name in data ? line(data[name as keyof Sizes]) : ''}</span>
    </>
  );
  return (
    <>
      <SettingCard entry={entry} hints={() => Object.fromEntries(entry.fields.map(({ name, hint }) => [name, hintOf(name, hint)]))} />
      <Card title="Clean up now" actions={<RoleButton ability="house" busy={cleanUp.isPending} onClick={() => cleanUp.mutate()}>Clean up now</RoleButton>}>
        <p className="max-w-[80ch] text-muted">What happens every hour: everything that is older than is said above goes.</p>
      </Card>
    </>
  );
}
