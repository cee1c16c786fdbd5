import { describe, expect, it } from 'vitest';
import { password } from './names.ts';
import { newPasswordText, strengthOf } from './password.ts';
import { seeded } from './view.test-data.ts';

describe('a made-up password', () => {
  it('is of the grammar, strong, and another one each time', () => {
    const random = seeded(3);
    const made = Array.from({ length: 200 }, () => newPasswordText((below) => Math.floor(random() * below)));
    expect(new Set(made).size).toBe(200);
    for (const one of made) {
      expect(one).toMatch(/^[A-Za-z2-9]{5}(-[A-Za-z2-9]{5}){3}$/);
      expect(password.safeParse(one).success).toBe(true);
      expect(strengthOf(one)).toBe('strong');
    }
  });
});

describe('strength', () => {
  it.each([
    ['', 'weak'], ['horse', 'weak'], ['aaaaaaaaaaaaaaaaaaaa', 'weak'], ['12345678901234567890', 'weak'], ['password1', 'weak'],
    ['correct-horse', 'fair'], ['Tr0ub4dor&3', 'fair'], ['correct-horse-battery-staple', 'strong'], ['x7Kq-29fR-tuW4', 'strong'],
  ])('of "%s" is %s', (text, strength) => expect(strengthOf(text)).toBe(strength));
});
