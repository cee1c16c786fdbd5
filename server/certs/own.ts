/** A certificate that somebody uploads: chain, key, names and dates are right, or it is refused with what to do. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { OwnCertificate } from '#server/core/certificate.ts';
import type { CertificateFiles } from '#server/core/panel.ts';
import type { Secret } from '#server/core/secret.ts';
import { Refused } from '#server/refused.ts';

export interface Upload {
  /** The certificate, with or without its chain behind it, in PEM. */
  certificate: string;
  key: Secret;
  chain: string;
}

const refuse = (field: keyof Upload, message: string): never => {
  throw new Refused('BAD_REQUEST', message, field);
};
const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function parsed(field: 'certificate' | 'chain', text: string): X509Certificate[] {
  return (text.match(BLOCK) ?? []).map((block) => {
    try {
      return new X509Certificate(block);
    } catch {
      return refuse(field, field === 'chain' ? 'The chain holds a certificate that can not be read' : 'The certificate can not be read: paste it whole, from BEGIN to END');
    }
  });
}

function privateKey(key: Secret): KeyObject {
  try {
    return createPrivateKey(key.reveal());
  } catch {
    return refuse('key', 'The private key can not be read: paste it in PEM, without a passphrase');
  }
}

const issued = (one: X509Certificate, by: X509Certificate): boolean => one.checkIssued(by) && one.verify(by.publicKey);

/** Up to a public authority, or to an authority of one's own that is part of the paste. */
function checkChain(all: readonly X509Certificate[]): void {
  all.forEach((one, at) => {
    const next = all[at + 1];
    if (next !== undefined && !issued(one, next)) refuse('chain', `The chain is broken: certificate ${at + 1} was not issued by certificate ${at + 2}. Order it from yours to the root`);
  });
  const last = all.at(-1);
  if (last === undefined || (all.length > 1 && issued(last, last))) return;
  if (all.length === 1 && issued(last, last)) refuse('certificate', 'The certificate is signed by itself, which every browser warns of: upload one of an authority');
  const known = rootCertificates.some((root) => root.length > 0 && isBy(last, root));
  if (!known) refuse('chain', 'The chain is not complete: add the intermediate certificates that came with yours');
}
function isBy(one: X509Certificate, root: string): boolean {
  const by = new X509Certificate(root);
  return one.checkIssued(by) && issued(one, by);
}

/** Throws `Refused`, naming the field. `needed` are the names that it must be good for. */
export function checkUpload({ certificate, key, chain }: Upload, needed: readonly string[], now: number): { files: CertificateFiles; own: OwnCertificate } {
  const [leaf, ...rest] = [...parsed('certificate', certificate), ...parsed('chain', chain)];
  if (leaf === undefined) return refuse('certificate', 'The certificate is missing: paste it whole, from BEGIN to END');
  if (leaf.ca) refuse('certificate', 'The first certificate is an authority’s: yours must come first');
  if (!leaf.checkPrivateKey(privateKey(key))) refuse('key', 'The private key belongs to another certificate');
  const without = needed.filter((name) => leaf.checkHost(name) === undefined);
  if (without.length > 0) refuse('certificate', `The certificate is not for ${without.join(' and ')}, but for ${(leaf.subjectAltName ?? 'no name').replaceAll('DNS:', '')}`);
  const [from, until] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  if (from > now) refuse('certificate', `The certificate is not valid before ${new Date(from).toISOString().slice(0, 10)}`);
  if (until <= now) refuse('certificate', `The certificate has expired on ${new Date(until).toISOString().slice(0, 10)}`);
  checkChain([leaf, ...rest]);
  return { files: { certificate: leaf.toString(), key, chain: rest.map(String).join('') }, own: { fingerprint: leaf.fingerprint256, until } };
}
