import { expect, it } from 'vitest';
import { catchAllFault, mailSettings, mailState, newMail } from './mail-settings.ts';

const hostile = ['', ' ', '-', '--help', "'", '"', '`id`', '$(id)', ';id', '|id', '>x', '\\', '\n', 'a\nb@example.org', 'a@example.org\r\nBcc: x@y.org', '\0', 'a\tb@example.org', '../..', '/tmp/x', ':fail:', ':blackhole:', '|/bin/sh', 'a b@example.org', 'a,b@example.org', '@example.org', 'a@', 'a@b@c.org', '*@example.org', '<a@example.org>', 'a@exämple.org', 'a\u202e@example.org', `${'a'.repeat(70)}@example.org`, 7, {}, undefined];

it.each(hostile)('all other mail can not go to %j', (catchAll) => expect(mailSettings.safeParse({ catchAll }).success).toBe(false));

it('goes to one address in one form, or is refused', () => {
  expect(mailSettings.parse({ catchAll: ' Rosa@Example.org ' })).toEqual({ catchAll: 'rosa@example.org' });
  expect(mailSettings.parse({ catchAll: null, more: 1 })).toEqual(newMail);
});

it('stays with somebody who reads it', () => {
  const names = [{ name: 'info', aliases: ['hello'] }];
  const fault = (catchAll: string | null) => catchAllFault(mailSettings.parse({ catchAll }), 'customer.com', names)?.field ?? null;
  expect([fault(null), fault('info@customer.com'), fault('hello@customer.com'), fault('rosa@example.org'), fault('nobody@customer.com'), fault('info@sub.customer.com')]).toEqual([null, null, null, null, 'catchAll', null]);
});

it('stands where its wish and the newest task say', () => {
  const view = { rev: 2, wish: mailSettings.parse({ catchAll: 'rosa@example.org' }), known: newMail, outside: false };
  expect((['running', 'failed', 'cancelled', 'succeeded'] as const).map((status) => mailState(view, { status }))).toEqual(['changing', 'failed', 'failed', 'present']);
  expect(mailState({ ...view, known: view.wish }, { status: 'failed' })).toBe('present');
});
