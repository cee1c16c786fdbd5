import ssh2 from 'ssh2';
import { Secret } from '#server/core/secret.ts';

export interface KeyPair {
  privateKey: Secret;
  /** One line of an `authorized_keys` file. */
  publicKey: string;
}

/** A fresh ed25519 key. About one in 500 that ssh2 makes is one that it cannot read itself, hence the loop. */
export function newKey(comment = 'hostwright'): KeyPair {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
    const readable = [pair.private, pair.public].every((text) => !(ssh2.utils.parseKey(text) instanceof Error));
    if (readable) return { privateKey: new Secret(pair.private), publicKey: pair.public };
  }
}
