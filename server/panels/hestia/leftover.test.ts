import { describe, expect, it } from 'vitest';
import { domain, login } from '#server/core/names.ts';
import { type Answer, Unreadable } from '#server/core/panel.ts';
import type { Command, Exit } from '#server/ssh/wire.ts';
import { hestia } from './driver.ts';
import { readSystemUser } from './leftover.ts';

const answered = (stdout: string, code = 0): Exit => ({ code, stdout, stderr: '', ms: 1 });
const rosa = login.parse('rosa-web');
const site = domain.parse('rosa.com');

/** A node on which `find` and `getent` answer these, with what was sent beside. */
function node(answers: Record<string, Exit>, sudo = false) {
  const sent: string[] = [];
  const panel = hestia(async ({ words, changes }: Command) => {
    if (changes) sent.push(words.join(' '));
    return answers[words[0] ?? ''] ?? answered('');
  }, { sudo });
  return { sent, panel };
}
const hint = (answer: Answer): string => (answer.ok ? '' : answer.hint);

describe('a system user', () => {
  it('is read from its entry, and anything else is refused', () => {
    expect(readSystemUser(answered('rosa-web:x:1004:1004:r@example.com:/home/rosa-web:/sbin/nologin\n'), 'rosa-web')).toEqual({ uid: 1004, home: '/home/rosa-web' });
    expect(readSystemUser(answered('', 2), 'rosa-web')).toBeNull();
    for (const text of ['', 'other:x:1:1::/x:/y', 'rosa-web', 'rosa-web:x:a:1::/home/rosa-web:/y']) expect(() => readSystemUser(answered(text), 'rosa-web')).toThrow(Unreadable);
  });

  it.each([['mail:x:8:8:mail:/var/mail:/usr/sbin/nologin', 'of the system itself'], ['rosa-web:x:1004:1004::/srv/rosa:/bin/sh', 'with another home']])('is never removed when it is one %s', async (line) => {
    const name = login.parse(line.split(':')[0]);
    const { sent, panel } = node({ getent: answered(`${line}\n`) });
    expect(await panel.leftovers.removeAccount(name)).toMatchObject({ ok: false, refusal: 'invalid' });
    expect(sent).toEqual([]);
  });
});

describe('an SSH user who is not root', () => {
  it('changes nothing, and is told what root has to run', async () => {
    const { sent, panel } = node({ getent: answered('rosa-web:x:1004:1004::/home/rosa-web:/bin/sh\n'), find: answered('/home/rosa-web/web/rosa.com\n') }, true);
    expect(hint(await panel.leftovers.removeAccount(rosa))).toContain('userdel rosa-web');
    expect(hint(await panel.leftovers.removeWebDomain(rosa, site))).toContain('rm -rf /home/rosa-web/web/rosa.com');
    expect(sent).toEqual([]);
  });
});

it('takes no path but those it asked for, whatever the node prints', async () => {
  const { sent, panel } = node({ find: answered('/\n/home/rosa-web\n/home/other/web/rosa.com\n/home/rosa-web/web/rosaxcom\n/etc/php/8.2/fpm/pool.d/rosa.com.conf\n/etc/php/../fpm/pool.d/rosa.com.conf.bak\n', 1) });
  expect(await panel.leftovers.ofWebDomain(rosa, site)).toEqual(['/etc/php/8.2/fpm/pool.d/rosa.com.conf']);
  expect(await panel.leftovers.removeWebDomain(rosa, site)).toEqual({ ok: true });
  expect(sent).toEqual(['rm -rf --one-file-system -- /etc/php/8.2/fpm/pool.d/rosa.com.conf']);
});
