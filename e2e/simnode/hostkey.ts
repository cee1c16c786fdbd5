/** The host key of a node, kept in its directory. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { writeAtomic } from './store.ts';

export interface HostKey {
  pem: string;
  fingerprint: string;
}

function fingerprintOf(pem: string): string | null {
  const parsed = ssh2.utils.parseKey(pem);
  if (parsed instanceof Error) return null;
  return `SHA256:${createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
}

/** ssh2 now and then makes an ed25519 key that it can't read itself, hence the loop. */
export function hostKey(dir: string, file: string): HostKey {
  const path = join(dir, file);
  for (;;) {
    const pem = existsSync(path) ? readFileSync(path, 'utf8') : ssh2.utils.generateKeyPairSync('ed25519').private;
    const fingerprint = fingerprintOf(pem);
    if (fingerprint === null) continue;
    if (!existsSync(path)) writeAtomic(path, pem);
    return { pem, fingerprint };
  }
}
