/**
 * An archive of one account, on its node. Where web and mail share an account there is one set, of all of it. What an
 * archive holds and what it is called is known once it is made; nobody can ask for more than "one".
 */
import * as z from 'zod';
import type { Role } from '../names.ts';
import type { BackupFacts } from '../backup-panel.ts';
import type { ItemRules } from './item.ts';

/** `server`: found on the node, where the panel made it by itself or somebody by hand. */
export const backupOrigins = ['person', 'schedule', 'server'] as const;

export interface BackupSettings {
  from: (typeof backupOrigins)[number];
  /** Null before it is made. */
  archive: BackupFacts | null;
}
export type BackupKind = 'webBackup' | 'mailBackup';
export const backupKinds = ['webBackup', 'mailBackup'] as const satisfies readonly BackupKind[];

export const isBackup = (kind: string): kind is BackupKind => (backupKinds as readonly string[]).includes(kind);
export const backupRole = { webBackup: 'web', mailBackup: 'mail' } as const satisfies Record<BackupKind, Role>;

/** The file of a backup that is made; null before, and of any other item. */
export const fileOf = (known: object | null): string | null => (known !== null && 'archive' in known ? ((known as BackupSettings).archive?.name ?? null) : null);

const number = z.string().regex(/^[1-9]\d{0,8}$/, 'Number is not valid');
/** Whatever is sent, it asks for one of all there is. */
const settings = z.object({}).transform((): BackupSettings => ({ from: 'person', archive: null }));

const rules = { noun: 'backup', name: number, settings, password: false, nameFor: (taken: readonly string[]) => String(1 + Math.max(0, ...taken.map(Number))), fault: () => null } as const;

export const webBackup: ItemRules<'webBackup'> = {
  ...rules, role: 'web', limit: 'web_backups', shares: 'mail_backups', actions: { add: 'web.backupCreate', change: null, remove: 'web.backupDelete' }, title: (name, { login }) => `${login} #${name}`,
};
export const mailBackup: ItemRules<'mailBackup'> = {
  ...rules, role: 'mail', limit: 'mail_backups', actions: { add: 'mail.backupCreate', change: null, remove: 'mail.backupDelete' }, title: (name, { login }) => `${login} #${name}`,
};
