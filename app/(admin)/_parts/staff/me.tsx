'use client';
import { createContext, type ReactNode, use } from 'react';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { type Ability, may, whyNot } from '#server/core/staff-roles.ts';

export type Me = Outputs['session']['me'];
const Facts = createContext<Me | null>(null);

export const MeProvider = ({ me, children }: { me: Me; children: ReactNode }) => <Facts value={me}>{children}</Facts>;

export function useMe(): Me {
  const me = use(Facts);
  if (me === null) throw new Error('A part of the dashboard stands outside of its layout');
  return me;
}

/** Why the person may not, as the server would say it; null when they may. Where nobody is known, as in the gallery, nothing is held back. */
export function useWhyNot(ability: Ability): string | null {
  const me = use(Facts);
  return me === null || may(me.role, ability) ? null : whyNot(ability);
}
export const useMay = (ability: Ability): boolean => useWhyNot(ability) === null;
