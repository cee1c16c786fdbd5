import { z } from 'zod';
import { type BackupFacts, type Panel, Unreadable } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { count, jsonOf, type Shell } from './exec.ts';

/** Keyed by file name; an account that is not there has none. */
export function readBackups(exit: Exit): readonly BackupFacts[] {
  return Object.entries(jsonOf('v-list-user-backups', exit, z.record(z.string(), z.object({ SIZE: count }))) ?? {}).map(([name, { SIZE }]) => {
    if (!/^[a-z][a-z0-9-]*\.[\w.-]+\.tar$/.test(name)) throw new Unreadable('v-list-user-backups names a file in a way that the panel never does');
    return { name, sizeMb: SIZE };
  });
}

export const backups = (shell: Shell): Panel['backups'] => ({
  list: async (login) => readBackups(await shell.read('v-list-user-backups', [login, 'json'])),
  add: (login) => shell.change('v-backup-user', login, [login, 'no']),
});
