/** The panel's own mail, over the provider's server. */
import { createTransport } from 'nodemailer';
import type { SettingsStore } from '#server/settings/store.ts';
import { faultWords, type Sent } from './sent.ts';

const DEADLINE_MS = 10_000;

export interface Mail {
  to: readonly string[];
  subject: string;
  text: string;
}

/** Whether there is a server to send by. */
export const canMail = async (settings: SettingsStore): Promise<boolean> => {
  const { mailServer: { host, from } } = await settings.all();
  return host !== '' && from !== '';
};

/** Never throws. */
export async function sendMail(settings: SettingsStore, { to, subject, text }: Mail): Promise<Sent> {
  const { mailServer: { host, port, security, user, from }, brand } = await settings.all();
  if (host === '') return { ok: false, answer: 'No mail server is set: name one in the settings' };
  if (from === '') return { ok: false, answer: 'No sender is set: name one in the settings, beside the mail server' };
  const password = await settings.secret('mailServer', 'password');
  const transport = createTransport({
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    ...(user !== '' && { auth: { user, pass: password?.reveal() ?? '' } }),
    connectionTimeout: DEADLINE_MS, greetingTimeout: DEADLINE_MS, socketTimeout: DEADLINE_MS, dnsTimeout: DEADLINE_MS, disableFileAccess: true, disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from: { name: brand.name === '' ? 'Hostwright' : brand.name, address: from }, to: [...to], subject, text });
    return { ok: true, answer: `Taken by ${host}` };
  } catch (error) {
    return { ok: false, answer: faultWords(error, host) };
  } finally {
    transport.close();
  }
}
