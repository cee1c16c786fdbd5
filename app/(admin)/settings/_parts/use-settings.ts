'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { useToast } from '#app/_ui/toast.tsx';
import { startedWith } from '../../_parts/started-with.ts';

export type Settings = Outputs['settings']['all'];

/** The settings as they are, with their words, and how one is saved. */
export function useSettings(initial: Settings) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const { data } = useQuery({ ...trpc.settings.all.queryOptions(), ...startedWith(null, { input: null, data: initial }) });
  const settings = data ?? initial;
  const words = (key: string) => settings.words.find((one) => one.key === key);
  const save = useMutation(trpc.settings.save.mutationOptions({
    onSuccess: async (_, { key }) => {
      await client.invalidateQueries({ queryKey: trpc.settings.pathKey() });
      toast({ title: `${words(key)?.title ?? 'Setting'}: saved`, description: 'It counts from now on, without a restart.' });
    },
  }));
  return { values: settings.values, logo: settings.logo, words, save };
}
