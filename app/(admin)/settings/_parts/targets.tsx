'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Confirm } from '#app/_ui/confirm.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Note } from '#app/_ui/note.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { CopyBlock } from '../../_parts/node-wizard/copy-block.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { startedWith } from '../../_parts/started-with.ts';
import { useSaved } from './settings-context.tsx';
import { kindTitles, type Target, TargetForm, type TargetKind } from './target-form.tsx';
import { TargetRow } from './target-row.tsx';

type Notifications = Outputs['notifications']['list'];
type Opened = { is: 'form'; kind: TargetKind; target: Target | null } | { is: 'secret'; secret: string } | { is: 'remove' | 'renew'; target: Target };

const kinds: readonly TargetKind[] = ['mail', 'webhook', 'slack'];

function SecretOnce({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Note tone="warn" icon="clock">This is the only time that the key can be read. Put it where the webhook is received.</Note>
      <CopyBlock what="Key of the signatures" text={secret} />
      <div className="flex justify-end"><Button variant="primary" onClick={onDone}>I have kept it</Button></div>
    </div>
  );
}

/** What a row's buttons do; what happened is said where it can be read later: in the deliveries. */
function useActs(onSecret: (secret: string) => void, onRemoved: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const saved = useSaved();
  const read = () => client.invalidateQueries({ queryKey: trpc.notifications.pathKey() });
  const test = useMutation(trpc.notifications.test.mutationOptions({
    onSuccess: ({ ok, answer }) => toast(ok ? { title: 'The test was sent', description: answer } : { title: 'The test did not get through', description: answer, tone: 'bad' }),
    onError: (error) => toast({ title: 'No test was sent', description: sentenceOf(error), tone: 'bad' }),
    onSettled: read,
  }));
  const renew = useMutation(trpc.notifications.newSecret.mutationOptions({
    onSuccess: async ({ secret, change }) => {
      onSecret(secret);
      await saved('A new key signs from now on', change);
    },
  }));
  const remove = useMutation(trpc.notifications.remove.mutationOptions({
    onSuccess: async ({ change }) => {
      onRemoved();
      await saved('The target is removed', change);
    },
    onSettled: read,
  }));
  return { test, renew, remove };
}

/** Who is told, by which way, and of what. */
export function Targets({ initial }: { initial: Notifications }) {
  const trpc = useTRPC();
  const { data = initial } = useQuery({ ...trpc.notifications.list.queryOptions(), ...startedWith(null, { input: null, data: initial }) });
  const [opened, open] = useState<Opened | null>(null);
  const close = () => open(null);
  const { test, renew, remove } = useActs((secret) => open({ is: 'secret', secret }), close);
  const add = kinds.map((kind) => <RoleButton key={kind} ability="house" size="small" onClick={() => open({ is: 'form', kind, target: null })}>Add {kind === 'slack' ? 'Slack' : kind === 'mail' ? 'mail' : 'a webhook'}</RoleButton>);
  const [asked, renewed] = [opened?.is === 'remove' ? opened.target : null, opened?.is === 'renew' ? opened.target : null];
  return (
    <Card title="Targets" actions={data.targets.length === 0 ? undefined : add} flush>
      {!data.canMail && data.targets.some(({ kind, on }) => kind === 'mail' && on) && <Note tone="warn" icon="pause" className="mx-5 mb-4">No mail gets out: name a mail server and a sender below.</Note>}
      {data.targets.length === 0
        ? <Empty title="Nobody is told anything yet" action={<span className="flex flex-wrap justify-center gap-2">{add}</span>}>A failed service or a node that does not answer is seen on this dashboard only. Name who shall be told.</Empty>
        : (
          <ul className="divide-y divide-line border-t border-line">
            {data.targets.map((target) => (
              <TargetRow
                key={target.id} target={target} events={data.events} testing={test.isPending && test.variables.id === target.id}
                onTest={() => test.mutate({ id: target.id })} onEdit={() => open({ is: 'form', kind: target.kind, target })} onRenew={() => { renew.reset(); open({ is: 'renew', target }); }} onRemove={() => { remove.reset(); open({ is: 'remove', target }); }}
              />
            ))}
          </ul>
        )}
      <Dialog open={opened?.is === 'form' || opened?.is === 'secret'} onClose={close} title={opened?.is === 'form' ? (opened.target?.name ?? `New target: ${kindTitles[opened.kind]}`) : 'The key of its signatures'}>
        {opened?.is === 'form' && <TargetForm kind={opened.kind} target={opened.target} events={data.events} onSaved={(secret) => open(secret === null ? null : { is: 'secret', secret })} />}
        {opened?.is === 'secret' && <SecretOnce secret={opened.secret} onDone={close} />}
      </Dialog>
      <Confirm open={asked !== null} onClose={close} title={`Remove ${asked?.name ?? ''}?`} action="Remove the target" danger busy={remove.isPending} error={remove.error === null ? null : sentenceOf(remove.error)} onConfirm={() => asked !== null && remove.mutate({ id: asked.id })}>
        It is told nothing any more, and its deliveries leave the list.
      </Confirm>
      <Confirm open={renewed !== null} onClose={close} title={`Make a new key for ${renewed?.name ?? ''}?`} action="Make a new key" busy={renew.isPending} error={renew.error === null ? null : sentenceOf(renew.error)} onConfirm={() => renewed !== null && renew.mutate({ id: renewed.id })}>
        Calls are signed with it from now on: until the receiver knows it, it takes them for forged.
      </Confirm>
    </Card>
  );
}
