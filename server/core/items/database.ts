/** A database of a service's website, with a user of its own. */
import * as z from 'zod';
import { nameSuffix } from '../names.ts';
import type { ItemRules } from './item.ts';

/** What every MariaDB has; the first is what nearly everything wants. */
export const charsets = ['utf8mb4', 'utf8', 'latin1'] as const;

export const databaseSettings = z.object({
  /** Behind the account's own name and an underscore, like the database's. */
  user: nameSuffix,
  charset: z.enum(charsets, { error: 'Choose one of the character sets' }),
});
export type DatabaseSettings = z.infer<typeof databaseSettings>;

const NAME_MOST = 63;
/** MariaDB's own limit. */
const USER_MOST = 32;

export const database: ItemRules<'database'> = {
  role: 'web',
  limit: 'web_databases',
  noun: 'database',
  name: nameSuffix,
  settings: databaseSettings,
  password: true,
  fixed: ['user', 'charset'],
  actions: { add: 'web.addDatabase', change: 'web.changeDatabase', remove: 'web.removeDatabase' },
  title: (name, { login }) => `${login}_${name}`,
  fault(name, { user }, { login, others }) {
    if (`${login}_${name}`.length > NAME_MOST) return { message: `The name has room for ${NAME_MOST - login.length - 1} characters`, field: 'name' };
    if (`${login}_${user}`.length > USER_MOST) return { message: `The user has room for ${USER_MOST - login.length - 1} characters`, field: 'user' };
    return others.some((other) => other.settings.user === user) ? { message: `The user ${login}_${user} belongs to another database`, field: 'user' } : null;
  },
};
