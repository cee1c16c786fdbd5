import { expect, it } from 'vitest';
import { roomsWith } from './rooms.ts';

it('a service has the rooms of its roles; a name under the provider’s domain has the trimmed set', () => {
  expect(roomsWith({ roles: ['web', 'mail', 'dns'], guest: false })).toEqual(['web', 'mailboxes', 'databases', 'ftp', 'cron', 'dns', 'ssl', 'backups', 'files', 'account']);
  expect(roomsWith({ roles: ['mail'], guest: false })).toEqual(['mailboxes', 'ssl', 'backups', 'account']);
  expect(roomsWith({ roles: ['dns'], guest: false })).toEqual(['dns', 'account']);
  expect(roomsWith({ roles: ['web', 'mail', 'dns'], guest: true })).toEqual(['web', 'email', 'ssl', 'backups', 'files', 'account']);
});
