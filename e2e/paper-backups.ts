/** Backups, on a node of paper. */
import { backupFile, domain } from '#server/core/names.ts';
import type { BackupFacts } from '#server/core/backup-panel.ts';
import type { Panel } from '#server/core/panel.ts';

const BYTES = 2000;
/** What a file on paper reads like. */
export const paperBytes = (from: number, count: number): Uint8Array => Uint8Array.from({ length: Math.max(0, Math.min(count, BYTES - from)) }, (_, at) => (from + at) % 251);

/** No two archives have one name. */
let serial = 0;

export function backupsOn(sheet: { backups: BackupFacts[]; web: ReadonlyMap<string, unknown>; mail: ReadonlyMap<string, unknown> }): Panel['backups'] {
  const ok = async () => ({ ok: true }) as const;
  return {
    list: async (login) => sheet.backups.filter(({ name }) => name.startsWith(`${login}.`)),
    add: async (login) => {
      serial += 1;
      const name = backupFile.parse(`${login}.2026-11-24_00-00-${String(serial).padStart(6, '0')}.tar`);
      sheet.backups.push({ name, sizeMb: 1, bytes: BYTES, madeAt: new Date(Date.UTC(2026, 10, 24, 0, 0, serial)).toISOString(), sites: [...sheet.web.keys()], databases: [], mailDomains: [...sheet.mail.keys()].map((name) => domain.parse(name)) });
      return { ok: true };
    },
    remove: async (_, file) => {
      sheet.backups.splice(sheet.backups.findIndex(({ name }) => name === file), 1);
      return { ok: true };
    },
    mailboxes: async () => ['info'],
    restoreSite: ok, restoreDatabase: ok, restoreMailbox: ok,
    file: async (_, file) => (sheet.backups.some(({ name }) => name === file) ? { bytes: BYTES, version: 'paper' } : null),
    read: async (_login, _file, { from, count }, take) => {
      for (let at = from; at < from + count; at += 700) await take(paperBytes(at, Math.min(700, from + count - at)));
    },
  };
}
