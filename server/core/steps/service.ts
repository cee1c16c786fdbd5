import { certificateNames, certificateRoles } from '../certificate.ts';
import { done } from '../outcome.ts';
import type { Step } from './step.ts';

/** Writes down which names want a certificate; they are issued when the domain points here, which can be days away. */
export const seedAutoSsl: Step = async ({ wish }) => {
  const site = { domain: wish.domain, aliases: wish.site.aliases, guest: wish.guest !== null };
  return done(true, { certificates: certificateRoles.filter((role) => wish.sites[role] !== undefined).map((role) => ({ role, names: certificateNames(role, site) })) });
};

export const activate: Step = async () => done(true, { activated: true });

/** Nothing of the service is left on any node: its domain is free for another. */
export const close: Step = async () => done(true, { closed: true });
