/** What a person can do about a call that did not go well, while they set the connection up. */
import { roleActions } from '#server/core/call-back.ts';
import type { Called } from './client.ts';

export function reasonOf(called: Exclude<Called<unknown>, { is: 'ok' }>): string {
  const { message } = called;
  if (called.is === 'down') return `${message}.`;
  if (/invalid ip/i.test(message)) return `WHMCS does not let this server's address in (${message}): add it there under General Settings, Security, API IP Access Restriction, or enter the access key.`;
  if (/not permit|permission|api role|access denied|not allowed/i.test(message)) return `The API role does not allow it (${message}). It needs: ${roleActions.join(', ')}.`;
  if (called.why === 'access') return `WHMCS does not know this credential (${message}): copy identifier and secret anew.`;
  return `WHMCS refused it: ${message}.`;
}
