import * as z from 'zod';
import type { Visitor } from '#server/core/items/panel.ts';
import type { Panel } from '#server/core/panel.ts';
import { FILE, type Exit } from '#server/ssh/wire.ts';
import { nodeName, oneOf, type Shell } from './exec.ts';

const listed = z.object({ AUTH_USER: z.string().default('') });

/** One web domain's list, with colons between. */
export const readVisitor = (exit: Exit, name: string, user: string): boolean => oneOf('v-list-web-domain', exit, name, listed)?.AUTH_USER.split(':').includes(user) === true;

const words = ({ login, domain, name }: Visitor): readonly string[] => [login, nodeName(domain), name];

export const visitors = (shell: Shell): Panel['visitors'] => ({
  find: async ({ login, domain, name }) => readVisitor(await shell.read('v-list-web-domain', [login, nodeName(domain), 'json']), nodeName(domain), name),
  add: (visitor, password) => shell.change('v-add-web-domain-httpauth', visitor.login, [...words(visitor), FILE, 'yes'], password),
  setPassword: (visitor, password) => shell.change('v-change-web-domain-httpauth', visitor.login, [...words(visitor), FILE], password),
  remove: (visitor) => shell.change('v-delete-web-domain-httpauth', visitor.login, [...words(visitor), 'yes']),
});
