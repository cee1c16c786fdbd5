/** Lets a key in to the account that it is sent to, or takes one out: constant scripts that get the key as a parameter. */
import type { Command } from './wire.ts';

/** $1 = the line of the key. Adds it once, on a line of its own. */
export const AUTHORIZE_SCRIPT = [
  'umask 077',
  'f=$HOME/.ssh/authorized_keys',
  'mkdir -p "$HOME/.ssh" && touch "$f" || exit 1',
  'grep -qF -- "$1" "$f" && exit 0',
  '[ -s "$f" ] && [ -n "$(tail -c 1 "$f")" ] && echo >>"$f"',
  `printf '%s\\n' "$1" >>"$f"`,
].join('; ');

/** $1 = type and key. Never leaves the file without any key: that would lock us out. */
export const FORGET_SCRIPT = [
  'umask 077',
  'f=$HOME/.ssh/authorized_keys',
  't=$(mktemp "$f.XXXXXX") || exit 1',
  'grep -vF -- "$1" "$f" >"$t"',
  '[ -s "$t" ] || { rm -f "$t"; exit 1; }',
  'chmod --reference="$f" "$t" && mv "$t" "$f"',
].join('; ');

const LINE = /^(ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+) [A-Za-z0-9+/=]+/;

function bare(publicKey: string): string {
  const found = LINE.exec(publicKey);
  if (found === null) throw new Error('A public key does not look like one');
  return found[0];
}
const script = (text: string, word: string): Command => ({ words: ['sh', '-c', text, 'hostwright', word], changes: true, locks: [], deadline: 15 });

export const authorize = (publicKey: string): Command => script(AUTHORIZE_SCRIPT, `${bare(publicKey)} hostwright`);
export const forget = (publicKey: string): Command => script(FORGET_SCRIPT, bare(publicKey));
