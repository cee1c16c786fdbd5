/** What a node shows to a visitor of a name: one TLS handshake per name, and nothing is sent over it. */
import type { X509Certificate } from 'node:crypto';
import { connect, rootCertificates } from 'node:tls';
import type { Served } from '#server/core/sight.ts';

export interface ProbeOptions {
  /** Where the node of an address listens; its port 443 without. */
  at?: (ipv4: string) => { host: string; port: number };
  /** Authorities that are trusted beside the public ones. */
  authorities?: readonly string[];
  timeoutMs?: number;
}
export type Probe = (names: readonly string[], ipv4: string) => Promise<Served | null>;

interface Shown {
  certificate: X509Certificate;
  /** Null when a browser would take it. */
  fault: string | null;
}

const commonName = (subject: string): string => /^(?:O|CN)=(.+)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');

function faultOf(certificate: X509Certificate, name: string, untrusted: string | null): string | null {
  if (certificate.checkHost(name) === undefined) return `the server shows a certificate for ${commonName(certificate.subject)} in place of ${name}`;
  if (Date.parse(certificate.validTo) <= Date.now()) return `the certificate of ${name} has expired`;
  return untrusted === null ? null : `the certificate of ${name} is not trusted (${untrusted})`;
}

export function prober({ at = (host) => ({ host, port: 443 }), authorities = [], timeoutMs = 5000 }: ProbeOptions = {}): Probe {
  const ca = [...rootCertificates, ...authorities];
  const shown = (name: string, ipv4: string) => new Promise<Shown | null>((done) => {
    const socket = connect({ ...at(ipv4), servername: name, ca, rejectUnauthorized: false, checkServerIdentity: () => undefined, timeout: timeoutMs });
    const end = (answer: Shown | null): void => {
      socket.destroy();
      done(answer);
    };
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      // Its type says an error, and a code's text is what comes.
      end(certificate === undefined ? null : { certificate, fault: faultOf(certificate, name, socket.authorized ? null : String(socket.authorizationError)) });
    });
    socket.once('error', () => end(null)).once('timeout', () => end(null));
  });
  return async (names, ipv4) => {
    const all = await Promise.all(names.map(async (name) => ({ name, shown: await shown(name, ipv4) })));
    const [first] = all;
    const one = first?.shown ?? all.find((each) => each.shown !== null)?.shown ?? null;
    if (one === null) return null;
    const covers = all.filter((each) => each.shown?.fault === null).map(({ name }) => name);
    const { certificate } = one;
    return { issuer: commonName(certificate.issuer), subject: commonName(certificate.subject), ours: certificate.checkHost(names[0] ?? '') !== undefined, fingerprint: certificate.fingerprint256, from: Date.parse(certificate.validFrom), until: Date.parse(certificate.validTo), covers, fault: first?.shown == null ? `nothing answers for ${first?.name ?? ''}` : first.shown.fault };
  };
}
