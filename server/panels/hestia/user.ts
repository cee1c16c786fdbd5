import { z } from 'zod';
import { marker } from '#server/core/names.ts';
import type { Panel, UserFacts } from '#server/core/panel.ts';
import { FILE, type Exit } from '#server/ssh/wire.ts';
import { oneOf, yes, type Shell } from './exec.ts';

/** The list of a user holds keys and one-time secrets beside these: nothing else of it is read. */
const listed = z.object({ NAME: z.string(), PACKAGE: z.string(), SUSPENDED: yes });

export function readUser(exit: Exit, login: string): UserFacts | null {
  const user = oneOf('v-list-user', exit, login, listed);
  if (user === null) return null;
  const ours = marker.safeParse(user.NAME);
  return { login, package: user.PACKAGE, marker: ours.success ? ours.data : null, suspended: user.SUSPENDED };
}

export const users = (shell: Shell): Panel['users'] => ({
  find: async (login) => readUser(await shell.read('v-list-user', [login, 'json']), login),
  /** The marker's two words are the first and last name, which the panel stores as one NAME. */
  add: (wish) =>
    shell.change('v-add-user', wish.login, [wish.login, FILE, wish.email, wish.package, ...wish.marker.split(' ')], wish.password),
  setPassword: (login, password) => shell.change('v-change-user-password', login, [login, FILE], password),
  setPackage: (login, name) => shell.change('v-change-user-package', login, [login, name]),
  rebuild: (login) => shell.change('v-rebuild-user', login, [login, 'yes']),
  suspend: (login) => shell.change('v-suspend-user', login, [login, 'yes']),
  unsuspend: (login) => shell.change('v-unsuspend-user', login, [login, 'yes']),
  remove: (login) => shell.change('v-delete-user', login, [login, 'yes']),
});
