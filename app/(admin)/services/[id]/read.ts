import { notFound } from 'next/navigation';
import { cache } from 'react';
import { asStaff } from '../../_parts/as-staff.ts';

/** The address' number, or the page for what is not there. */
export function idOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) notFound();
  return Number(text);
}

/** Once per request: the page and its title want the same. */
export const readService = cache((id: number) => asStaff((caller) => caller.services.byId({ id })));
