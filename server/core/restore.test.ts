import { expect, it } from 'vitest';
import { backupFile, databaseName, domain, localPart } from './names.ts';
import type { BackupFacts } from './backup-panel.ts';
import { choicesOf, isTyped, partFault, restorePart } from './restore.ts';

const site = domain.parse('rosa.com');
const archive: BackupFacts = { name: backupFile.parse('rosa-com-web.2026-11-24_00-05-07.tar'), sizeMb: 1, bytes: 10, madeAt: null, sites: ['rosa.com'], databases: ['rosa-com-web_shop', 'rosa-com-web_old'], mailDomains: ['rosa.com'] };

it('a part is brought back out of an archive that has it', () => {
  expect(partFault({ is: 'site' }, archive, site)).toBeNull();
  expect(partFault({ is: 'site' }, { ...archive, sites: [] }, site)).toBe('The website is not in this backup');
  expect(partFault({ is: 'database', name: databaseName.parse('rosa-com-web_new') }, archive, site)).toContain('rosa-com-web_new');
  expect(partFault({ is: 'mailbox', name: localPart.parse('info') }, { ...archive, mailDomains: ['other.com'] }, site)).toBe('Email is not in this backup');
});

it('names what it overwrites, what comes back, and what nobody knows', () => {
  const contents = { sites: [{ name: 'rosa.com', sizeMb: 90 }], databases: [{ name: 'rosa-com-web_shop', sizeMb: 7 }], mailboxes: [{ name: 'info@rosa.com', sizeMb: 3 }], zones: [] };
  expect(choicesOf(archive, site, ['info', 'gone'], contents).map(({ title, now, sizeMb }) => [title, now, sizeMb])).toEqual([
    ['rosa.com', 'there', 90], ['rosa-com-web_shop', 'there', 7], ['rosa-com-web_old', 'gone', null], ['info@rosa.com', 'there', 3], ['gone@rosa.com', 'gone', null],
  ]);
  expect(choicesOf(archive, site, null, null).map(({ now }) => now)).toEqual(['unknown', 'unknown', 'unknown']);
});

it('asks for the domain where it hurts, and takes no name that is none', () => {
  expect([[{ is: 'site' }], [{ is: 'database' }], [{ is: 'database' }, { is: 'mailbox' }]].map((parts) => isTyped(parts as never))).toEqual([true, false, true]);
  for (const hostile of ['../etc', 'x;id', "o'brien", 'a b', 'x\ny', '*', 'no', '']) {
    expect(restorePart.safeParse({ is: 'database', name: hostile }).success).toBe(false);
    expect(restorePart.safeParse({ is: 'mailbox', name: hostile }).success).toBe(hostile === 'no');
  }
});
