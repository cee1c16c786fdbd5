'use client';
import { useMutation } from '@tanstack/react-query';
import { ChevronsUpDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Menu } from '#app/_ui/menu.tsx';
import type { Theme } from '#app/_ui/theme.ts';
import { ThemeToggle } from '#app/_ui/theme-toggle.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { roleWords } from '#server/core/staff-roles.ts';

export function UserMenu({ me, theme }: { me: Outputs['session']['me']; theme: Theme }) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const logout = useMutation(trpc.session.logout.mutationOptions({
    // A whole new page: nothing that was read for this person stays in memory.
    onSuccess: () => window.location.assign('/login'),
    onError: (error) => toast({ title: 'You are still signed in', description: sentenceOf(error), tone: 'bad' }),
  }));
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <ThemeToggle theme={theme} />
      <Menu
        trigger={
          <Button size="small" busy={logout.isPending} className="max-w-full min-w-0 border-transparent! bg-transparent! shadow-none!" icon={<ChevronsUpDown size={14} aria-hidden className="order-1 shrink-0 text-muted" />}>
            <span className="max-w-28 truncate" title={`${me.email}, ${roleWords[me.role].title}`}>{me.name}</span>
          </Button>
        }
        items={[{ label: 'Your profile', onSelect: () => router.push('/profile') }, { label: 'Sign out', apart: true, onSelect: () => logout.mutate() }]}
      />
    </div>
  );
}
