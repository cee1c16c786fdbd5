/** What became of one try, in words for staff. */
import { Inside } from './guard.ts';

export interface Sent {
  ok: boolean;
  answer: string;
}

const byCode: Readonly<Record<string, (host: string) => string>> = {
  ECONNREFUSED: (host) => `${host} refused the connection`,
  ENOTFOUND: (host) => `${host} is not known: look at how it is written`,
  EAI_AGAIN: (host) => `The address of ${host} could not be looked up now`,
  ECONNRESET: (host) => `${host} broke the connection off`,
  ETIMEDOUT: (host) => `${host} did not answer in time`,
  ESOCKET: (host) => `${host} broke the connection off`,
  EAUTH: (host) => `${host} does not take the user or the password`,
  ETLS: (host) => `${host} offers no encryption that is good enough`,
  EENVELOPE: (host) => `${host} does not take the sender or a recipient`,
};
/** The mailer has codes of its own, and says the system's in its message. */
const systemCode = (error: unknown): string => (error instanceof Error ? (/\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\b/.exec(error.message)?.[0] ?? '') : '');
const isCertificate = (code: string): boolean => /CERT|SELF_SIGNED|SIGNATURE|ALTNAME/.test(code);

/** Of an unknown failure only its code: messages of libraries may hold what was sent. */
export function faultWords(error: unknown, host: string): string {
  if (error instanceof Inside) return error.message;
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) return `${host} did not answer in time`;
  const codes = [error, error instanceof Error ? error.cause : undefined].map((one) => (one instanceof Error && 'code' in one && typeof one.code === 'string' ? one.code : ''));
  const certificate = codes.find(isCertificate) ?? (error instanceof Error && /certificate/i.test(error.message) ? 'its certificate' : undefined);
  if (certificate !== undefined) return `${host} has no certificate that is valid for it`;
  const code = [systemCode(error), ...codes].find((one) => one !== '') ?? '';
  return byCode[code]?.(host) ?? `${host} could not be reached${code === '' ? '' : ` (${code})`}`;
}
