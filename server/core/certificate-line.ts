/** What a service's certificates are to its customer, in one word and one line. */
import type { StatusWords } from './task.ts';
import { certificateWords } from './certificate.ts';
import type { CertificateView } from './view.ts';

export function certificateLine({ state, own }: Pick<CertificateView, 'state' | 'own'>): string {
  if (own) return state === 'active' ? 'Your own certificate' : 'Your own certificate is not served yet';
  if (state === 'active') return 'Renews by itself';
  if (state === 'pending' || state === 'notPointing') return 'Starts when your domain points here';
  return state === 'issuing' || state === 'verifying' ? 'Ready in a moment' : 'It is tried again by itself';
}

/** The one that is furthest from being good speaks for all; null without any. */
export function certificatesAtHome(certificates: readonly CertificateView[]): { words: StatusWords; line: string } | null {
  const [first] = certificates;
  if (first === undefined) return null;
  const one = certificates.find(({ state }) => state !== 'active') ?? first;
  return { words: certificateWords[one.state], line: certificateLine(one) };
}
