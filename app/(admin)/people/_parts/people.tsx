'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { useMe } from '../../_parts/staff/me.tsx';
import { startedWith } from '../../_parts/started-with.ts';
import { Deeds } from './deeds.tsx';
import { HouseRules } from './house-rules.tsx';
import { InviteForm } from './invite-form.tsx';
import { InviteRow } from './invite-row.tsx';
import { LinkOnce, type MadeLink } from './link-once.tsx';
import { PersonDialogs, type Wish } from './person-dialogs.tsx';
import { PersonRow } from './person-row.tsx';
import { usePeople } from './use-people.ts';

export type Listed = Outputs['people']['list'];
export type Person = Listed['people'][number];

export function People({ initial, history }: { initial: Listed; history: Outputs['people']['history'] }) {
  const trpc = useTRPC();
  const me = useMe();
  const { data = initial } = useQuery({ ...trpc.people.list.queryOptions(), ...startedWith(null, { input: null, data: initial }) });
  const deeds = useQuery({ ...trpc.people.history.queryOptions(), ...startedWith(null, { input: null, data: history }) });
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<MadeLink | null>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const close = () => {
    setInviting(false);
    setLink(null);
  };
  return (
    <>
      <PageHeader title="People" actions={<Button variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setInviting(true)}>Invite somebody</Button>} />
      <Card flush>
        <ul className="divide-y divide-line">
          {data.people.map((person) => <PersonRow key={person.id} person={person} self={person.id === me.id} onWish={(of) => setWish({ of, person })} />)}
          {data.invites.map((invite) => <OpenInvite key={`invite-${invite.id}`} invite={invite} onLink={setLink} />)}
        </ul>
      </Card>
      <HouseRules requireTotp={data.requireTotp} instances={data.instances} />
      <Deeds deeds={deeds.data ?? history} />
      <Dialog open={inviting || link !== null} onClose={close} title={link === null ? 'Invite somebody' : 'The link'}>
        {link === null ? <InviteForm onMade={setLink} /> : <LinkOnce link={link} onDone={close} />}
      </Dialog>
      <PersonDialogs wish={wish} onClose={() => setWish(null)} onLink={setLink} />
    </>
  );
}

function OpenInvite({ invite, onLink }: { invite: Listed['invites'][number]; onLink: (link: MadeLink) => void }) {
  const { withdraw, again } = usePeople();
  const { id, email, role } = invite;
  return <InviteRow invite={invite} busy={again.isPending || withdraw.isPending} onAgain={() => again.mutate({ email, role }, { onSuccess: (made) => onLink({ ...made, for: 'join' }) })} onWithdraw={() => withdraw.mutate({ id })} />;
}
