'use client';
import { Ellipsis, ShieldCheck } from 'lucide-react';
import { Chip } from '#app/_ui/chip.tsx';
import { IconButton } from '#app/_ui/icon-button.tsx';
import { Menu, type MenuItem } from '#app/_ui/menu.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { roleWords } from '#server/core/staff-roles.ts';
import type { Person } from './people.tsx';
import type { WishKind } from './person-dialogs.tsx';

interface PersonRowProps {
  person: Person;
  /** Who looks: their own password and app are in their profile. */
  self: boolean;
  onWish: (of: WishKind) => void;
}

const states = { active: null, disabled: <Chip tone="bad">Switched off</Chip>, waiting: <Chip tone="warn">Sets a new password</Chip> };

function wishesFor({ state, whmcs, hasTotp }: Person, self: boolean): readonly (readonly [WishKind, string])[] {
  return [
    ...(whmcs === null ? [['role', 'Change role…'] as const] : []),
    ['sessions', 'Sessions…'],
    ...(whmcs === null && !self ? [['password', 'Reset password…'] as const] : []),
    ...(hasTotp && !self ? [['totp', 'Take the app away…'] as const] : []),
    state === 'disabled' ? ['enable', 'Switch on'] : ['disable', 'Switch off…'],
    ['remove', 'Remove…'],
  ];
}
const grave: readonly WishKind[] = ['disable', 'remove'];

export function PersonRow({ person, self, onWish }: PersonRowProps) {
  const items = wishesFor(person, self).map(([of, label]): MenuItem => ({ label, onSelect: () => onWish(of), danger: grave.includes(of), apart: of === 'disable' || of === 'enable' }));
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-5 py-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,1.4fr)_minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-[540]"><span className="wrap-anywhere">{person.name}</span>{self && <Chip>You</Chip>}{states[person.state]}</p>
        <p className="text-sm wrap-anywhere text-muted">{person.email}{person.whmcs !== null && `${person.email === '' ? '' : ', '}by WHMCS`}</p>
      </div>
      <p className="flex flex-wrap items-center gap-2 max-sm:col-start-1 max-sm:row-start-2">
        {roleWords[person.role].title}
        {person.hasTotp ? <span className="inline-flex items-center gap-1 text-sm text-ok-text"><ShieldCheck size={15} aria-hidden /> App</span> : person.whmcs === null && <span className="text-sm text-muted">No app</span>}
      </p>
      <p className="text-sm text-muted max-sm:col-start-1 max-sm:row-start-3">{person.seenAt === null ? 'Never here' : <>Here <TimeAgo at={person.seenAt} /></>}</p>
      <div className="max-sm:col-start-2 max-sm:row-start-1">
        <Menu trigger={<IconButton label={`What to do with ${person.name}`}><Ellipsis size={18} aria-hidden /></IconButton>} items={items} />
      </div>
    </li>
  );
}
