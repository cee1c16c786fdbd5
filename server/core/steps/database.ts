/** Databases of the service's website. */
import { databaseName, databaseUser } from '../names.ts';
import type { DatabaseFacts } from '../items/panel.ts';
import { type Handle, itemSteps } from './item.ts';
import { accountOf, itemOf, type StepContext } from './step.ts';

function databaseOf(context: StepContext): Handle<'database', DatabaseFacts> {
  const item = itemOf(context, 'database');
  const { databases } = context.panel;
  const { login } = accountOf(context, 'web');
  const name = databaseName.parse(`${login}_${item.name}`);
  return {
    item,
    title: `Database ${name}`,
    find: () => databases.find(login, name),
    add: async ({ user, charset }, password) => {
      if (password === null) throw new Error('A database is made without a password');
      return databases.add(login, { name, user: databaseUser.parse(`${login}_${user}`), charset }, password);
    },
    setPassword: (password) => databases.setPassword(login, name, password),
    // Its user and its character set are chosen when it is made.
    differences: () => [],
    settingsOf: ({ user, charset }) => ({ user: user.slice(login.length + 1), charset }),
    remove: () => databases.remove(login, name),
  };
}

export const database = itemSteps(databaseOf);
