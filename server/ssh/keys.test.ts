import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { newKey } from './keys.ts';

it('makes keys that can be read again, a thousand of a thousand', () => {
  for (let at = 0; at < 1_000; at += 1) {
    const pair = newKey();
    expect(ssh2.utils.parseKey(pair.privateKey.reveal())).not.toBeInstanceOf(Error);
    expect(pair.publicKey).toMatch(/^ssh-ed25519 \S+ hostwright$/);
  }
});
