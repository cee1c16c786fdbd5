/** Commands on databases: add takes the bare name, all others the full one with the user's prefix. */
import { activeOwner, asJson, hashed, limitReached, listing, OK, owner, passwordOf, refuse, yes } from '../answers.ts';
import { count, save, stamp, type Database, type Spec, type Step, type User, type World } from '../world.ts';

const CHARSETS = ['utf8mb4', 'utf8', 'latin1'];

function nameFault(full: string, dbuser: string): Step | null {
  if (full.includes('\n')) return refuse(2, `invalid value :: ${full}`);
  if (/[\s;'"`%\\$/]/.test(full) || full.length > 63) return refuse(2, `invalid database format :: ${full}`);
  return dbuser.length > 32 ? refuse(2, 'mysql username can be up to 32 characters long') : null;
}

function add(world: World, [argument, db = '', dbu = '', secret = '', type = 'mysql', host = 'localhost', charset = 'utf8mb4']: readonly string[]): Step {
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  const full = `${user.login}_${db}`;
  const dbuser = `${user.login}_${dbu}`;
  const fault = nameFault(full, dbuser);
  if (fault !== null) return fault;
  if (type !== 'mysql') return refuse(2, `${type} type is invalid`);
  // The panel looks the name up as a pattern, so a dot in it meets any character.
  const like = new RegExp(`^${full.replace(/[^A-Za-z0-9_.-]/g, '\\$&')}$`);
  if (Object.keys(user.databases).some((name) => like.test(name))) return refuse(4, `DB=${full} already exists`);
  if (Object.values(user.databases).some((each) => each.dbuser === dbuser)) return refuse(4, `DBUSER=${dbuser} already exists`);
  if (host !== 'localhost') return refuse(3, `mysql host ${host} doesn't exist`);
  const limit = limitReached(user, 'DATABASES', Object.keys(user.databases).length);
  if (limit !== null) return limit;
  if (!CHARSETS.includes(charset.toLowerCase()) || user.orphans.databases.includes(full)) return refuse(1, `Unable to create database ${full}`);
  const password = hashed(passwordOf(world, secret));
  const make = (): void => {
    user.databases[full] = { dbuser, charset: charset.toUpperCase(), password, suspended: false, ...stamp(world) };
    save(world, user);
    count(world, 'created', 'database', full);
  };
  return {
    ms: 520,
    apply: () => {
      make();
      return OK;
    },
    half: (share) => {
      if (share >= 0.65) return make();
      if (share < 0.55) return;
      user.orphans.databases.push(full);
      save(world, user);
    },
  };
}

/** `USER USER_DB …` on a database that must be there. */
const onDatabase = (ms: number, effect: 'changed' | 'deleted', apply: (user: User, name: string, database: Database, password: string) => void) =>
  (world: World, [argument, name = '', secret = '']: readonly string[]): Step => {
    const user = (effect === 'deleted' ? owner : activeOwner)(world, argument);
    if ('exit' in user) return user;
    const database = Object.hasOwn(user.databases, name) ? user.databases[name] : undefined;
    if (database === undefined) return refuse(3, `db db ${name} doesn't exist`);
    if (effect === 'changed' && database.suspended) return refuse(5, `db ${name} is suspended`);
    const password = hashed(passwordOf(world, secret));
    return {
      ms,
      apply: () => {
        apply(user, name, database, password);
        save(world, user);
        count(world, effect, 'database', name);
        return OK;
      },
    };
  };

const row = (name: string, database: Database) => [name, Object.entries({
  DATABASE: name, DBUSER: database.dbuser, HOST: 'localhost', TYPE: 'mysql', CHARSET: database.charset, U_DISK: '0',
  SUSPENDED: yes(database.suspended), TIME: database.time, DATE: database.date,
})] as const;

export const databaseCommands: Record<string, Spec> = {
  'v-add-database': { usage: 'USER DATABASE DBUSER DBPASS [TYPE] [HOST] [CHARSET]', min: 4, changes: true, run: add },
  'v-delete-database': { usage: 'USER DATABASE', min: 2, changes: true, run: onDatabase(440, 'deleted', (user, name) => void Reflect.deleteProperty(user.databases, name)) },
  'v-change-database-password': {
    usage: 'USER DATABASE DBPASS', min: 3, changes: true, run: onDatabase(510, 'changed', (_user, _name, database, password) => void (database.password = password)),
  },
  'v-rebuild-database': { usage: 'USER DATABASE', min: 2, changes: true, run: onDatabase(400, 'changed', () => undefined) },
  'v-suspend-database': { usage: 'USER DATABASE', min: 2, changes: true, run: onDatabase(300, 'changed', (_user, _name, database) => void (database.suspended = true)) },
  'v-list-databases': {
    usage: 'USER [FORMAT]', min: 1, changes: false,
    run: (world, [argument, format]) => {
      const user = owner(world, argument);
      return 'exit' in user ? user : asJson(format, () => listing(Object.entries(user.databases).map(([name, database]) => row(name, database))));
    },
  },
  'v-list-database': {
    usage: 'USER DATABASE [FORMAT]', min: 2, changes: false,
    run: (world, [argument, name = '', format]) => {
      const user = owner(world, argument);
      if ('exit' in user) return user;
      const database = Object.hasOwn(user.databases, name) ? user.databases[name] : undefined;
      return database === undefined ? refuse(3, `db db ${name} doesn't exist`) : asJson(format, () => listing([row(name, database)]));
    },
  },
};
