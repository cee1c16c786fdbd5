/** What customers may do in each room of the panel: a product says it, every call is held to it, the panel mirrors it. */
import { z } from 'zod';
import type { ItemKind } from './items/item.ts';

export const rooms = ['web', 'mailboxes', 'databases', 'ftp', 'cron', 'dns', 'ssl'] as const;
export type Room = (typeof rooms)[number];
/** `look`: it is shown, and nothing in it can be changed. */
export const roomRights = ['change', 'look', 'hidden'] as const;
export type RoomRight = (typeof roomRights)[number];

export const roomWords: Record<Room, string> = { web: 'Website', mailboxes: 'Mailboxes', databases: 'Databases', ftp: 'FTP', cron: 'Scheduled jobs', dns: 'DNS', ssl: 'Certificate' };
export const roomOf: Record<ItemKind, Room> = { mailbox: 'mailboxes', database: 'databases', ftp: 'ftp', cron: 'cron', visitor: 'web' };

/** What is not named may be changed. */
export const roomTerms = z.partialRecord(z.enum(rooms), z.enum(roomRights));
export type RoomTerms = z.infer<typeof roomTerms>;

export const rightTo = (room: Room, terms: RoomTerms): RoomRight => terms[room] ?? 'change';
