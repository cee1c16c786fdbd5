import { done } from '../outcome.ts';
import type { CertificateWish } from '../wish.ts';
import type { Step } from './step.ts';

/** Writes down which names want a certificate; they are issued when the domain points here, which can be days away. */
export const seedAutoSsl: Step = async ({ wish }) => {
  const names: readonly (CertificateWish | false)[] = [
    wish.sites.web !== undefined && { role: 'web', names: wish.guest === null ? [wish.domain, `www.${wish.domain}`] : [wish.domain] },
    wish.sites.mail !== undefined && { role: 'mail', names: [`mail.${wish.domain}`, `webmail.${wish.domain}`] },
  ];
  return done(true, { certificates: names.filter((one) => one !== false) });
};

export const activate: Step = async () => done(true, { activated: true });

/** Nothing of the service is left on any node: its domain is free for another. */
export const close: Step = async () => done(true, { closed: true });
