import { expect, it } from 'vitest';
import { freshLines, shownLine } from './site-log.ts';

it.each([
  ['\u001b[31mred\u001b[0m', 'red'], ['\u001b]0;title\u0007after', 'after'], ['\u001b]8;;https://evil.example\u001b\\link', 'link'], ['\u001b[2J\u001b[1;1Hgone', 'gone'], ['a\rb\bc\0d\u007f\u009be', 'abcde'], ['abc\u202etxt.exe\u2066', 'abctxt.exe'], ['a\u2028b\u2029c', 'abc'], ['a\tb', 'a b'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'], ['GET /?q=%0a%1b[2J HTTP/1.1', 'GET /?q=%0a%1b[2J HTTP/1.1'], ['bücher 书', 'bücher 书'], ['\ud800', '\ufffd'], ['\u001b', ''], ['x'.repeat(3000), `${'x'.repeat(2000)}…`],
])('of %j is shown %j', (raw, shown) => expect(shownLine(raw)).toBe(shown));

it('what is new begins where what is known ends', () => {
  expect(freshLines([], ['a'])).toEqual({ lines: ['a'], gap: false });
  expect(freshLines(['a', 'b'], ['a', 'b'])).toEqual({ lines: [], gap: false });
  expect(freshLines(['a', 'b'], ['a', 'b', 'c'])).toEqual({ lines: ['c'], gap: false });
  expect(freshLines(['a', 'b', 'c'], ['b', 'c', 'd', 'e'])).toEqual({ lines: ['d', 'e'], gap: false });
  expect(freshLines(['a', 'a'], ['a', 'a', 'a'])).toEqual({ lines: ['a'], gap: false });
  expect(freshLines(['a', 'b'], ['x', 'y'])).toEqual({ lines: ['x', 'y'], gap: true });
  expect(freshLines(['a', 'b'], [])).toEqual({ lines: [], gap: false });
});
