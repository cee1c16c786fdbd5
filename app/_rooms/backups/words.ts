/** Everything that people read in this room. */
import type { RestoreAction } from '#server/core/action.ts';
import type { BackupSettings } from '#server/core/items/backup.ts';
import type { BackupPlan } from '#server/core/backup-plan.ts';
import type { RestoreChoice } from '#server/core/restore.ts';

/** `all`: web and mail have one account, and one set of backups. */
export type SetName = 'web' | 'mail' | 'all';

export const setWords: Record<SetName, { title: string; empty: string }> = {
  web: { title: 'Website backups', empty: 'A backup holds the files of your website and its databases, as they are at that moment. Make one before you change much.' },
  mail: { title: 'Email backups', empty: 'A backup holds all your mailboxes, with the mail in them, as they are at that moment.' },
  all: { title: 'Backups', empty: 'A backup holds the files of your website, its databases and all your mailboxes, as they are at that moment. Make one before you change much.' },
};

export const words = {
  room: 'Backups',
  add: 'Make a backup',
  search: 'Search backups',
  full: (most: number) => (most === 0 ? 'Your plan has no backups of this. Order a larger plan.' : `All ${most} places for backups are taken. Remove one, or order a larger plan.`),
  loses: 'It is deleted from the server and can not be restored from any more. Download it first if you may need it.',
  title: (name: string) => `Backup ${name}`,
  making: 'It is made of what is there now. This takes a while; you can go on meanwhile.',
  elsewhere: 'kept on another server',
  restore: 'Restore',
  download: 'Download',
  stays: 'Scheduled jobs, FTP accounts, DNS records, mailbox passwords and website settings stay as they are now.',
} as const;

export const fromWords: Record<BackupSettings['from'], string> = { person: 'made by hand', schedule: 'made by schedule', server: 'made by the server' };

const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`;
/** What is in an archive: `website, 2 databases, email`. */
export const contentWords = ({ sites, databases, mailDomains }: NonNullable<BackupSettings['archive']>): string =>
  [sites.length > 0 ? 'website' : '', databases.length > 0 ? count(databases.length, 'database', 'databases') : '', mailDomains.length > 0 ? 'email' : ''].filter((part) => part !== '').join(', ') || 'empty';

const KB = 1024;
/** `71 KB`, `1.4 GB`; of an archive whose file is elsewhere only whole MB are known. */
export function sizeWords({ bytes, sizeMb }: NonNullable<BackupSettings['archive']>): string {
  const value = bytes ?? sizeMb * KB * KB;
  const [unit, of] = value >= KB ** 3 ? (['GB', KB ** 3] as const) : value >= KB ** 2 ? (['MB', KB ** 2] as const) : (['KB', KB] as const);
  return `${Number((value / of).toFixed(value / of < 10 ? 1 : 0)).toLocaleString('en')} ${unit}`;
}

export const restoreWords = {
  label: (name: string) => `Restore from backup ${name}`,
  reading: 'Looking at what is in it, and at what is there now',
  choose: 'What should come back?',
  all: 'Everything in it',
  action: 'Restore',
  busy: 'Restoring',
  confirm: (domain: string) => `Type ${domain} to confirm`,
  silent: 'The server did not say what is there now. What you choose is overwritten all the same.',
  mailUnread: 'The mailboxes in it could not be listed.',
  nothing: 'There is nothing in it that can be restored.',
  lostBox: 'Not there any more: add the mailbox again, then restore its mail.',
  again: 'Restore again',
  hide: 'Hide',
  done: 'Restored.',
  failed: 'This did not work.',
  rest: 'Nothing else is touched.',
} as const;

const partNames: Record<RestoreChoice['is'], string> = { site: 'Website', database: 'Database', mailbox: 'Mailbox' };
export const partTitle = ({ is, title }: RestoreChoice): string => `${partNames[is]} ${title}`;
const size = (sizeMb: number | null): string => (sizeMb === null ? '' : ` (${sizeMb} MB now)`);
/** What happens to what is there now. */
export function partEffect({ is, now, sizeMb }: RestoreChoice): string {
  if (is === 'site') return `All files in public_html${size(sizeMb)} are deleted, and those of the backup take their place.`;
  if (is === 'database') return now === 'gone' ? 'It was removed since: it comes back, with its user and the password of that time.' : `Tables that are in the backup are overwritten${size(sizeMb)}; tables made since stay.`;
  return now === 'gone' ? restoreWords.lostBox : `Mail of the backup comes back beside what is there${size(sizeMb)}; nothing is deleted. Mail that was moved since may be there twice.`;
}

export const restoringWords: Record<RestoreAction, string> = { 'web.restoreSite': 'Website', 'web.restoreDatabase': 'Database', 'mail.restoreMailbox': 'Mailbox' };

export const planWords = {
  title: 'Backups by schedule',
  edit: 'Change schedule',
  save: 'Save schedule',
  every: 'How often',
  rhythms: { off: 'Never', daily: 'Every day', weekly: 'Every week' } satisfies Record<BackupPlan['every'], string>,
  day: 'On',
  hour: 'Within three hours from',
  keep: 'How many are kept',
  keepHint: 'When a new one is made, the oldest that the schedule made goes. Backups made by hand are never removed by it.',
  off: 'None are made by themselves.',
  on: (when: string, keep: number) => `${when}. The newest ${keep === 1 ? 'one is' : `${keep} are`} kept.`,
  next: 'Next:',
} as const;

export const downloadWords = {
  ready: 'Your download is ready.',
  link: 'Download the file',
  holds: 'The link holds for 15 minutes, and can go on where it broke off.',
} as const;
