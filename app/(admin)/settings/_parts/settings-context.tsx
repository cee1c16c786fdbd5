'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { useToast } from '#app/_ui/toast.tsx';
import { startedWith } from '../../_parts/started-with.ts';

type Settings = Outputs['settings']['all'];
export type Section = Settings['sections'][number];
export type Entry = Section['entries'][number];

const Context = createContext<Settings | null>(null);

export function SettingsProvider({ initial, children }: { initial: Settings; children: ReactNode }) {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.settings.all.queryOptions(), ...startedWith(null, { input: null, data: initial }) });
  return <Context value={data ?? initial}>{children}</Context>;
}

/** The settings as they are, with what their forms are drawn from. */
export function useSettings(): Settings {
  const settings = useContext(Context);
  if (settings === null) throw new Error('The settings are read outside of their provider');
  return settings;
}

/** Long enough to see what it did. */
const UNDO_MS = 10_000;

/** Says what was saved, and for ten seconds takes it back. */
export function useSaved(): (title: string, change: string, description?: string) => Promise<void> {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const read = () => Promise.all([trpc.settings, trpc.instances, trpc.whmcs, trpc.notifications, trpc.apiKeys].map((of) => client.invalidateQueries({ queryKey: of.pathKey() })));
  const undo = useMutation(trpc.settings.undo.mutationOptions({
    onSuccess: async () => {
      await read();
      toast({ title: 'It is as it was before' });
    },
    onError: (error) => toast({ title: 'It was not undone', description: sentenceOf(error), tone: 'bad' }),
  }));
  return async (title, change, description) => {
    await read();
    toast({ title, ...(description !== undefined && { description }), action: { label: 'Undo', onClick: () => undo.mutate({ change }) }, timeout: UNDO_MS });
  };
}

/** How one is saved; it throws what the server refused. */
export function useSave({ key, title, atStart }: Pick<Entry, 'key' | 'title' | 'atStart'>): (value: unknown) => Promise<void> {
  const trpc = useTRPC();
  const saved = useSaved();
  const save = useMutation(trpc.settings.save.mutationOptions());
  return async (value) => {
    const { change } = await save.mutateAsync({ key, value });
    await saved(`${title}: saved`, change, atStart ? 'A worker takes it over when it starts next.' : 'It counts from now on, without a restart.');
  };
}
