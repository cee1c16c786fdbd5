import * as z from 'zod';
import type { DatabaseFacts } from '#server/core/items/panel.ts';
import { databaseName } from '#server/core/names.ts';
import { Unreadable, type Panel } from '#server/core/panel.ts';
import { FILE, type Exit } from '#server/ssh/wire.ts';
import { count, jsonOf, oneOf, yes, type Shell } from './exec.ts';

/** Keyed by the full names; an account that is not there has none. */
export function readDatabases(exit: Exit) {
  return Object.keys(jsonOf('v-list-databases', exit, z.record(z.string(), z.unknown())) ?? {}).map((name) => {
    const known = databaseName.safeParse(name);
    if (!known.success) throw new Unreadable('v-list-databases names a database in a way that no panel does');
    return known.data;
  });
}

const listed = z.object({ DBUSER: z.string(), CHARSET: z.string(), U_DISK: count, SUSPENDED: yes });

export function readDatabase(exit: Exit, name: string): DatabaseFacts | null {
  const database = oneOf('v-list-database', exit, name, listed);
  return database === null ? null : { user: database.DBUSER, charset: database.CHARSET.toLowerCase(), diskMb: database.U_DISK, suspended: database.SUSPENDED };
}

/** The panel puts the account's name before what it is given when it adds, and wants it given by all other commands. */
const bare = (login: string, full: string): string => full.slice(login.length + 1);

export const databases = (shell: Shell): Panel['databases'] => ({
  list: async (login) => readDatabases(await shell.read('v-list-databases', [login, 'json'])),
  find: async (login, name) => readDatabase(await shell.read('v-list-database', [login, name, 'json']), name),
  add: (login, { name, user, charset }, password) => shell.change('v-add-database', login, [login, bare(login, name), bare(login, user), FILE, 'mysql', 'localhost', charset], password),
  setPassword: (login, name, password) => shell.change('v-change-database-password', login, [login, name, FILE], password),
  remove: (login, name) => shell.change('v-delete-database', login, [login, name]),
});
