/** A certificate authority for tests and simulated nodes: X.509 by hand, so that listeners and nodes have real certificates. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? Buffer.of(body.length) : body.length < 256 ? Buffer.of(0x81, body.length) : Buffer.of(0x82, body.length >> 8, body.length & 255);
  return Buffer.concat([Buffer.of(tag), size, body]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const octets = (part: Buffer): Buffer => der(0x04, part);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const named = (commonName: string): Buffer => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
const time = (at: Date): Buffer => der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));

const extension = (id: string, critical: boolean, value: Buffer): Buffer => sequence(oid(id), ...(critical ? [der(0x01, Buffer.of(0xff))] : []), octets(value));

interface Body {
  subject: string;
  issuer: string;
  key: KeyObject;
  names: readonly string[];
  from: Date;
  until: Date;
  ca: boolean;
}

function certificate({ subject, issuer, key, names, from, until, ca }: Body, by: KeyObject): string {
  const alternatives = names.length === 0 ? [] : [extension('551d11', false, sequence(...names.map((name) => der(0x82, Buffer.from(name)))))];
  const extensions = der(0xa3, sequence(extension('551d13', true, ca ? sequence(der(0x01, Buffer.of(0xff))) : sequence()), ...alternatives));
  const serial = der(0x02, Buffer.concat([Buffer.of(1), randomBytes(12)]));
  const body = sequence(der(0xa0, der(0x02, Buffer.of(2))), serial, ECDSA_SHA256, named(issuer), sequence(time(from), time(until)), named(subject), key.export({ type: 'spki', format: 'der' }), extensions);
  const whole = sequence(body, ECDSA_SHA256, der(0x03, Buffer.of(0), sign('sha256', body, by)));
  return `-----BEGIN CERTIFICATE-----\n${(whole.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}

export interface Issued {
  certificate: string;
  key: string;
  chain: string;
}
export interface Authority {
  /** Its own certificate. */
  pem: string;
  issue(names: readonly string[], life?: { from?: Date; until?: Date }): Issued;
}

const DAY = 86_400_000;

export function newAuthority(name = 'Test Authority'): Authority {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const root = pair();
  const [from, until] = [new Date(Date.now() - DAY), new Date(Date.now() + 3650 * DAY)];
  const pem = certificate({ subject: name, issuer: name, key: root.publicKey, names: [], from, until, ca: true }, root.privateKey);
  return {
    pem,
    issue(names, life = {}) {
      const own = pair();
      const text = certificate({ subject: names[0] ?? '', issuer: name, key: own.publicKey, names, from: life.from ?? new Date(Date.now() - 60_000), until: life.until ?? new Date(Date.now() + 90 * DAY), ca: false }, root.privateKey);
      return { certificate: text, key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, chain: pem };
    },
  };
}
