'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { ButtonLink } from '#app/_ui/link.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { OwnerForm } from './owner-form.tsx';
import { Stepper } from './stepper.tsx';
import { useLinkToken } from '#app/_ui/use-link-token.ts';

/** The links of the log have at least this many characters; less is a link that was cut. */
const SHORTEST = 20;

/** The way in by the link that the first start prints. */
export function SetupStart() {
  const token = useLinkToken();
  const trpc = useTRPC();
  const whole = token !== null && token.length >= SHORTEST && token.length <= 100;
  const { data, error, refetch, isFetching } = useQuery({ ...trpc.setup.check.queryOptions({ token: token ?? '' }), enabled: whole });
  if (error !== null) return <ErrorNote title="The link could not be checked" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote>;
  if (token === null || (whole && data === undefined)) return <Skeleton className="h-96 rounded-card" />;
  if (data?.valid !== true) return <NoLink given={token !== ''} />;
  return (
    <>
      <Stepper current="owner" done={[]} />
      <Card title="Who owns this panel?" className="max-w-[620px]">
        <OwnerForm token={token} />
      </Card>
    </>
  );
}

function NoLink({ given }: { given: boolean }) {
  return (
    <Card>
      <Empty title={given ? 'This set-up link does not work any more' : 'The set-up link is missing'} action={<ButtonLink href="/login">Sign in</ButtonLink>}>
        {given ? 'It was used, or is older than a day. If there is an owner already, sign in. If there is none, restart Hostwright: its log prints a new link.' : 'The log of the first start prints it once, with a long code after #. Open that address as a whole. If there is an owner already, sign in.'}
      </Empty>
    </Card>
  );
}
