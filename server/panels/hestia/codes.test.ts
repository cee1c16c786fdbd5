import { expect, it } from 'vitest';
import { answerOf } from './codes.ts';
import { recorded } from './recorded.test-data.ts';

const failing = (code: number, stdout: string, stderr = '') => ({ code, stdout, stderr, ms: 1 });

it.each([
  ['usr-add-again', 'exists', 'user alpha exists'],
  ['usr-add-bademail', 'invalid', 'invalid email format :: not-an-email'],
  ['usr-add-noargs', 'invalid', 'v-add-user USER PASSWORD EMAIL'],
  ['usr-list-one-missing', 'missing', "user ghost doesn't exist"],
  ['web-add-tiny2', 'limit', 'WEB_DOMAINS limit is reached'],
  ['web-add-susp', 'suspended', 'user susp is suspended'],
  ['wauth-again', 'exists', 'auth user guest already exists'],
  ['wroot-dir-missing', 'missing', 'Directory /public does not exist'],
  ['wpx-set', 'forbidden', 'PROXY_SYSTEM is not enabled'],
  ['brk-wreb', 'unserved', 'SSL is not enabled'],
  ['wle-add', 'down', "Let's Encrypt acc registration failed"],
  ['sys-unknown-cmd', 'broken', 'command not found'],
  ['half-user-25-kill', 'broken', 'deadline'],
  ['conc-sameuser-3', 'invalid', 'user creation failed'],
  ['bak-restore-ghost', 'broken', 'bk1.com belongs to another user'],
] as const)('%s is refused as %s', (row, refusal, words) => {
  const answer = answerOf(recorded[row]);
  expect(answer).toMatchObject({ ok: false, refusal, code: recorded[row].code });
  expect(answer).toMatchObject({ message: expect.stringContaining(words), hint: expect.stringMatching(/\.$/) });
});

it('takes exit 0 for success, whatever was printed, but for a reload that failed within', () => {
  expect(answerOf(recorded['brk-wauth-add'])).toMatchObject({ ok: false, refusal: 'unserved', code: 20 });
  expect(answerOf(recorded['usr-suspended-pkg'])).toEqual({ ok: true });
  expect(answerOf(recorded['web-add'])).toEqual({ ok: true });
});

it.each([
  ['apt', failing(100, '', 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4242 (apt-get)'), 'busy'],
  ['dpkg', failing(2, 'Error: dpkg frontend lock was locked by another process\n'), 'busy'],
  ['load', failing(14, 'Error: LoadAverage 99 is too high\n'), 'busy'],
  ['our own lock', failing(75, ''), 'busy'],
  ['a full disk', failing(1, '', 'mktemp: No space left on device'), 'disk'],
  ['no temporary file', failing(13, ''), 'disk'],
  ['time out', failing(124, ''), 'broken'],
  ['sudo', failing(1, '', 'sudo: a password is required'), 'forbidden'],
  ['a code that nobody knows', failing(77, ''), 'broken'],
])('knows %s', (_, exit, refusal) => expect(answerOf(exit)).toMatchObject({ refusal }));
