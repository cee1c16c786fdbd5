import { z } from 'zod';
import { databaseName } from '#server/core/names.ts';
import { Unreadable, type Panel } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { jsonOf, type Shell } from './exec.ts';

/** Keyed by the full names; an account that is not there has none. */
export function readDatabases(exit: Exit) {
  return Object.keys(jsonOf('v-list-databases', exit, z.record(z.string(), z.unknown())) ?? {}).map((name) => {
    const known = databaseName.safeParse(name);
    if (!known.success) throw new Unreadable('v-list-databases names a database in a way that no panel does');
    return known.data;
  });
}

export const databases = (shell: Shell): Panel['databases'] => ({
  list: async (login) => readDatabases(await shell.read('v-list-databases', [login, 'json'])),
  remove: (login, name) => shell.change('v-delete-database', login, [login, name]),
});
