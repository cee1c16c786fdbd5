/** What a service's certificates are to its customer, in one word and one line. */
import type { StatusWords } from './task.ts';
import { certificateWords } from './certificate.ts';
import type { CertificateView } from './view.ts';

/** What staff read of one that is about to end; null while none is. */
export function endingSoon({ own, warning }: Pick<CertificateView, 'own' | 'warning'>): string | null {
  if (warning === null) return null;
  return own ? `What is served now ends within ${warning} days: upload its successor, or remove it.` : `What is served now ends within ${warning} days and was not renewed yet.`;
}

export function certificateLine({ state, own, warning }: Pick<CertificateView, 'state' | 'own' | 'warning'>): string {
  if (own && state === 'active' && warning !== null) return `Your own certificate ends within ${warning} days: send us its successor`;
  if (own) return state === 'active' ? 'Your own certificate' : 'Your own certificate is not served yet';
  if (state === 'active') return 'Renews by itself';
  if (state === 'pending' || state === 'notPointing') return 'Starts when your domain points here';
  return state === 'issuing' || state === 'verifying' ? 'Ready in a moment' : 'It is tried again by itself';
}

/** The one that is furthest from being good speaks for all, or one that is about to end; null without any. */
export function certificatesAtHome(certificates: readonly CertificateView[]): { words: StatusWords; line: string } | null {
  const [first] = certificates;
  if (first === undefined) return null;
  const one = certificates.find(({ state }) => state !== 'active') ?? certificates.find(({ warning }) => warning !== null) ?? first;
  return { words: certificateWords[one.state], line: certificateLine(one) };
}
