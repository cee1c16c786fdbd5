import { Chip } from '#app/_ui/chip.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { kindTitles, type Target } from './target-form.tsx';

interface TargetRowProps {
  target: Target;
  events: Outputs['notifications']['list']['events'];
  testing: boolean;
  onTest: () => void;
  onEdit: () => void;
  onRenew: () => void;
  onRemove: () => void;
}

export function TargetRow({ target, events, testing, onTest, onEdit, onRenew, onRemove }: TargetRowProps) {
  const { name, kind, on, address, recipients } = target;
  const toldOf = events.filter(({ value }) => target.events.includes(value)).map(({ label }) => label);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 py-4">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2"><span className="font-[540] wrap-anywhere">{name}</span> <Chip>{kindTitles[kind]}</Chip>{!on && <Chip tone="warn">Switched off</Chip>}</p>
        {kind !== 'slack' && <p className="text-sm wrap-anywhere text-muted">{kind === 'mail' ? recipients.join(', ') : <code>{address}</code>}</p>}
        <p className="text-sm text-muted">{toldOf.length === events.length ? 'Everything' : toldOf.join(' · ')}</p>
      </div>
      <span className="flex flex-wrap gap-2">
        <RoleButton ability="house" size="small" busy={testing} onClick={onTest} aria-label={`Send a test to ${name}`}>Send a test</RoleButton>
        <RoleButton ability="house" size="small" onClick={onEdit} aria-label={`Edit ${name}`}>Edit</RoleButton>
        {kind === 'webhook' && <RoleButton ability="house" size="small" onClick={onRenew} aria-label={`New key for ${name}`}>New key</RoleButton>}
        <RoleButton ability="house" size="small" variant="quiet" className="text-bad-text!" onClick={onRemove} aria-label={`Remove ${name}`}>Remove …</RoleButton>
      </span>
    </li>
  );
}
