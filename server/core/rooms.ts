/** What customers may do in each room of the panel: a product says it, every call is held to it, the panel mirrors it. */
import type { ItemKind } from './items/item.ts';
import type { Role } from './names.ts';

export const rooms = ['web', 'mailboxes', 'email', 'databases', 'ftp', 'cron', 'dns', 'ssl', 'backups', 'files', 'account'] as const;
export type Room = (typeof rooms)[number];
/** `look`: it is shown, and nothing in it can be changed. */
export const roomRights = ['change', 'look', 'hidden'] as const;
export type RoomRight = (typeof roomRights)[number];

export const roomWords: Record<Room, string> = { web: 'Website', mailboxes: 'Mailboxes', email: 'Email', databases: 'Databases', ftp: 'FTP', cron: 'Scheduled jobs', dns: 'DNS', ssl: 'Certificate', backups: 'Backups', files: 'Files', account: 'Account' };
export const roomOf: Record<ItemKind, Room> = { mailbox: 'mailboxes', database: 'databases', ftp: 'ftp', cron: 'cron', visitor: 'web', webBackup: 'backups', mailBackup: 'backups' };

/** What is not named may be changed. */
export type RoomTerms = Partial<Record<Room, RoomRight>>;

/** What a service is made of: the roles that it was ordered with, and whether it is a name under the provider's domain. */
export interface RoomFacts {
  roles: readonly Role[];
  guest: boolean;
}
const needs: Record<Room, readonly Role[]> = { web: ['web'], mailboxes: ['mail'], email: ['mail'], databases: ['web'], ftp: ['web'], cron: ['web'], dns: ['dns'], ssl: ['web', 'mail'], backups: ['web', 'mail'], files: ['web'], account: [] };
/** A name has one site and one mailbox, on accounts and in a zone that are not its own. */
const ofGuests: readonly Room[] = ['web', 'email', 'ssl', 'backups', 'files', 'account'];

/** The rooms that a service has at all, in their order. */
export const roomsWith = ({ roles, guest }: RoomFacts): readonly Room[] =>
  guest ? ofGuests : rooms.filter((room) => room !== 'email' && (needs[room].length === 0 || needs[room].some((role) => roles.includes(role))));

export const rightTo = (room: Room, terms: RoomTerms): RoomRight => terms[room] ?? 'change';
