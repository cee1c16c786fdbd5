'use client';
import { useId } from 'react';
import { Button, type ButtonProps } from '#app/_ui/button.tsx';
import type { Ability } from '#server/core/staff-roles.ts';
import { useWhyNot } from './me.tsx';

/** A button for those whose role holds the ability; all others see it at rest, and are told why. */
export function RoleButton({ ability, ...button }: ButtonProps & { ability: Ability }) {
  const why = useWhyNot(ability);
  const id = useId();
  if (why === null) return <Button {...button} />;
  return (
    <span title={why} className="inline-flex">
      <Button {...button} aria-describedby={id} disabled />
      <span id={id} className="sr-only">{why}</span>
    </span>
  );
}
