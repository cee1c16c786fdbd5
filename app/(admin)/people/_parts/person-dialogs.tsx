'use client';
import { useEffect, useRef } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Confirm } from '#app/_ui/confirm.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import type { MadeLink } from './link-once.tsx';
import type { Person } from './people.tsx';
import { PersonSessions } from './person-sessions.tsx';
import { RoleForm } from './role-form.tsx';
import { usePeople } from './use-people.ts';

const asked = {
  password: { title: (name: string) => `Reset the password of ${name}?`, action: 'Reset and make a link', text: 'Their password and all their sessions end now. You get a link by which they set a new one.' },
  totp: { title: (name: string) => `Take the authenticator app of ${name} away?`, action: 'Take it away', text: 'For a lost phone. All their sessions end, and they sign in by their password alone until they set up another.' },
  disable: { title: (name: string) => `Switch ${name} off?`, action: 'Switch off', text: 'All their sessions end within a second, and they can not sign in until they are switched on again.' },
  remove: { title: (name: string) => `Remove ${name}?`, action: 'Remove', text: 'All their sessions end and the account is gone. What they did stays signed with their name.' },
} as const;
type AskedKind = keyof typeof asked;
export type WishKind = AskedKind | 'role' | 'sessions' | 'enable';
export interface Wish {
  of: WishKind;
  person: Person;
}
const isAsked = (of: WishKind): of is AskedKind => of in asked;

/** What was chosen in a person's menu: a question, the role, the sessions; switching on needs none. */
export function PersonDialogs({ wish, onClose, onLink }: { wish: Wish | null; onClose: () => void; onLink: (link: MadeLink) => void }) {
  const { resetPassword, resetTotp, disable, enable, remove } = usePeople(onClose);
  const calls = { password: resetPassword, totp: resetTotp, disable, remove };
  const started = useRef<Wish | null>(null);
  useEffect(() => {
    if (wish === null || started.current === wish) return;
    started.current = wish;
    if (wish.of === 'enable') enable.mutate({ id: wish.person.id });
    else if (isAsked(wish.of)) calls[wish.of].reset();
  });
  if (wish === null) return null;
  const { of, person } = wish;
  if (of === 'role') return <Dialog open onClose={onClose} title={`Role of ${person.name}`}><RoleForm person={person} onDone={onClose} /></Dialog>;
  if (of === 'sessions') return <Dialog open onClose={onClose} title={`Sessions of ${person.name}`}><PersonSessions person={person} /></Dialog>;
  if (!isAsked(of)) return null;
  const { title, action, text } = asked[of];
  const call = calls[of];
  const go = () => {
    if (of !== 'password') return calls[of].mutate({ id: person.id });
    resetPassword.mutate({ id: person.id }, { onSuccess: (made) => { onClose(); onLink({ ...made, for: 'password' }); } });
  };
  return <Confirm open onClose={onClose} title={title(person.name)} action={action} danger busy={call.isPending} error={call.error === null ? null : sentenceOf(call.error)} onConfirm={go}>{text}</Confirm>;
}
