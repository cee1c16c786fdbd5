import { expect, it } from 'vitest';
import { wire } from '#server/ssh/wire.ts';
import { hestia } from './driver.ts';
import { sudoersLine } from './sudoers.ts';
import { domain, login } from '#server/core/names.ts';

it('allows exactly what the driver sends by sudo', async () => {
  const sent: string[] = [];
  const panel = hestia(async (command) => {
    sent.push(wire(command).exec);
    return { code: 3, stdout: '', stderr: '', ms: 1 };
  }, { sudo: true });
  await panel.users.find(login.parse('alpha'));
  await panel.webDomains.remove(login.parse('alpha'), domain.parse('alpha.com'));
  const line = sudoersLine('deploy');
  expect(line).toMatch(/^deploy ALL=\(root\) NOPASSWD: /);
  for (const exec of sent) {
    const words = exec.slice(exec.indexOf('sudo -n ') + 8).replace(/^timeout/, '/usr/bin/timeout');
    const rule = words.slice(0, words.indexOf('/v-')) + (/\/v-[a-z-]+/.exec(words)?.[0] ?? '');
    expect(line).toContain(`${rule} *`);
  }
  expect(line.match(/NOPASSWD|ALL/g)).toEqual(['ALL', 'NOPASSWD']);
});

it('refuses a user name that would write another rule', () => {
  expect(() => sudoersLine('a ALL=(ALL) ALL\nb')).toThrow('misread');
});
