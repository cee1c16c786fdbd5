'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { ButtonLink } from '#app/_ui/link.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useLinkToken } from '#app/_ui/use-link-token.ts';
import { roleWords } from '#server/core/staff-roles.ts';
import { JoinForm } from './join-form.tsx';

const isWhole = (token: string): boolean => token.length >= 20 && token.length <= 100;

/** Whoever was invited, or shall set a new password. */
export function Join() {
  const token = useLinkToken();
  const trpc = useTRPC();
  const whole = token !== null && isWhole(token);
  const { data, error, refetch, isFetching } = useQuery({ ...trpc.join.check.queryOptions({ token: token ?? '' }), enabled: whole });
  if (error !== null) return <ErrorNote title="The link could not be checked" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote>;
  if (token === null || (whole && data === undefined)) return <Skeleton className="h-80 rounded-card" />;
  const link = data?.link ?? null;
  if (link === null) {
    return (
      <Card>
        <Empty title="This link does not work any more" action={<ButtonLink href="/login">Sign in</ButtonLink>}>It was used, is older than three days, or a newer one was made. Ask who sent it for another. If you have an account already, sign in.</Empty>
      </Card>
    );
  }
  return (
    <div className="rounded-card border border-line bg-surface p-6 shadow-card">
      <h1 className="text-xl font-[640] tracking-[-0.02em]">{link.joins ? 'You are invited' : 'Set a new password'}</h1>
      <p className="mt-1 mb-5 wrap-anywhere text-muted">{link.joins ? `As ${roleWords[link.role].title}, with the address ${link.email}.` : `For ${link.email}.`}</p>
      <JoinForm token={token} email={link.email} joins={link.joins} />
    </div>
  );
}
