/** Secrets at rest: AES-256-GCM under a key derived from HOSTWRIGHT_KEY, with the row's name as associated data. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Secret } from './core/secret.ts';

const VERSION = 'v1';

export interface Sealer {
  /** `row` names the row that will hold it, `services:7F3A-12C9`: a text moved to another row can't be read. */
  seal(value: string, row: string): string;
  /** Throws when the key is another one, or the text was altered or moved. */
  open(sealed: string, row: string): Secret;
}

/** `master` is HOSTWRIGHT_KEY, at least 32 bytes. */
export function sealer(master: Secret): Sealer {
  const key = Buffer.from(hkdfSync('sha256', master.reveal(), '', 'hostwright/at-rest/v1', 32));
  return {
    seal(value, row) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(row));
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return [VERSION, iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), body.toString('base64url')].join('.');
    },
    open(sealed, row) {
      const [version, iv, tag, body] = sealed.split('.');
      if (version !== VERSION || iv === undefined || tag === undefined || body === undefined) throw new Error(`The secret of ${row} is not in a form that this version can read`);
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 }).setAAD(Buffer.from(row)).setAuthTag(Buffer.from(tag, 'base64url'));
      return new Secret(Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8'));
    },
  };
}
