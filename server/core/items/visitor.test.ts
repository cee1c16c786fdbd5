import { expect, it } from 'vitest';
import { Secret } from '../secret.ts';
import { visitor } from './visitor.ts';

const hostile = ['', ' ', '-', '--help', "'", '"', '`id`', '$(id)', ';id', '|id', '>x', '\\', 'a\nb', 'a\r\nb', '\0', 'a\tb', '../..', '/tmp/x', 'a:b', ':', 'a b', 'a.b', '.*', '^', 'a$', '*', '[a]', '%00', '<script>', 'bücher', 'a\u202eb', '_a', 'a_', 'x'.repeat(33)];
it.each(hostile)('no visitor is called %j', (name) => expect(visitor.name.safeParse(name).success).toBe(false));

it('is called in one form', () => expect([' Guest ', 'rosa_2'].map((name) => visitor.name.parse(name))).toEqual(['guest', 'rosa_2']));

it.each(['short', 'with a blank in it', 'tab\tinside-it', 'Wörd-with-accent', 'stars*-and-more', 'what?-is-it-1', 'set[a-z]inside', 'back\\slash-1', 'x'.repeat(73)])('no password of theirs is %j', (text) => {
  expect(visitor.passwordFault?.(new Secret(text))).toMatch(/^Password is not valid here/);
});
it('takes what is made up for them', () => expect(['aB3de-fGh4j-kLm5n-pQr6s', `q'"$IFS\`id\`;&|<>#!~{}()`].map((text) => visitor.passwordFault?.(new Secret(text)))).toEqual([null, null]));
