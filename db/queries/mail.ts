import type { services } from '#db/schema/index.ts';
import type { MailView } from '#server/core/mail-settings.ts';

/** Null for a service without mail of its own. */
export function mailView({ desired, observed }: Pick<typeof services.$inferSelect, 'desired' | 'observed'>): MailView | null {
  if (!desired.roles.includes('mail') || desired.vanity !== null) return null;
  const { rev, ...wish } = desired.mail;
  const { mail } = observed;
  return { rev, wish, known: mail === undefined ? null : { catchAll: mail.catchAll }, outside: mail?.outside ?? false };
}
