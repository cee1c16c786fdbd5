import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILE, quote, wire } from '#server/ssh/wire.ts';
import { readCommandline } from './commandline.ts';
import { splitWords } from './words.ts';

const word = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0'));

test('splits back what quote() has quoted', () => {
  fc.assert(fc.property(fc.array(word), (words) => {
    expect(splitWords(words.map(quote).join(' '))).toEqual(words);
  }));
});

test('reads double quotes and backslashes as a shell does', () => {
  expect(splitWords(`a "b \\"c\\" $d" e\\ f '' "x"'y'z`)).toEqual(['a', 'b "c" $d', 'e f', '', 'xyz']);
});

test('takes nothing for words that a shell would run', () => {
  for (const line of ['a; b', 'a | b', 'a && b', 'a > b', '$(a', "a 'b", 'a "b']) expect(() => splitWords(line)).toThrow();
});

test('finds the command, the locks and the file in the wire form', () => {
  const { exec } = wire({ words: ['/usr/local/hestia/bin/v-add-user', 'alpha', FILE], changes: true, locks: ['alpha', 'node'], deadline: 60, input: 'pass', talkative: true });
  const plan = readCommandline(exec, '/tmp/hostwright.1');
  expect(plan).toMatchObject({
    fileBytes: 4, detached: true, deadline: 60, argv: ['v-add-user', 'alpha', '/tmp/hostwright.1'],
    locks: [
      { path: '/run/lock/hostwright-alpha.lock', waitSeconds: 60, busyCode: 75 },
      { path: '/run/lock/hostwright-node.lock', waitSeconds: 60, busyCode: 75 },
    ],
  });
  expect(plan.processes.at(-1)).toBe('/usr/local/hestia/bin/v-add-user alpha /tmp/hostwright.1');
});
