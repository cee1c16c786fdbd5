/** Passwords that people are shown or choose: made up here, and judged in three words. */

/** Without the letters that read alike. */
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 20;

/** Groups of five, `aB3de-…`: to be read out and typed. `random` answers a whole number from 0 to below its argument. */
export function newPasswordText(random: (below: number) => number): string {
  const one = Array.from({ length: LENGTH }, () => letters[random(letters.length)] ?? '').join('');
  return one.replaceAll(/.{5}(?=.)/g, '$&-');
}

export type Strength = 'weak' | 'fair' | 'strong';
const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/] as const;
const sizes = [26, 26, 10, 33] as const;

/** From the number of different characters and of their kinds: what repeats adds nothing. */
export function strengthOf(text: string): Strength {
  const different = new Set(text.toLowerCase()).size;
  const alphabet = kinds.reduce((sum, kind, at) => sum + (kind.test(text) ? (sizes[at] ?? 0) : 0), 0);
  const bits = Math.min(text.length, different * 1.5) * Math.log2(Math.max(2, alphabet));
  if (text.length < 8 || bits < 50) return 'weak';
  return bits < 75 ? 'fair' : 'strong';
}
