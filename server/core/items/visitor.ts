/** Somebody who may see a website that is closed to everybody else. */
import * as z from 'zod';
import { visitorName } from '../names.ts';
import type { ItemRules } from './item.ts';

/** Nothing but the name and the password. */
export const visitorSettings = z.object({});
export type VisitorSettings = z.infer<typeof visitorSettings>;

const MOST = 20;
/** Browsers do not agree on other letters, and the panel hands the word on without quotes: blanks end it, patterns are read as such. */
const PASSWORD = /^[!-~]{8,72}$/;

export const visitor: ItemRules<'visitor'> = {
  role: 'web',
  onSite: true,
  limit: MOST,
  noun: 'visitor',
  name: visitorName,
  settings: visitorSettings,
  password: true,
  passwordFault: (password) => (PASSWORD.test(password.reveal()) && !/[*?[\]\\]/.test(password.reveal()) ? null : 'Password is not valid here: 8 to 72 characters without blanks, accents or any of * ? [ ] \\'),
  actions: { add: 'web.addVisitor', change: 'web.changeVisitor', remove: 'web.removeVisitor' },
  title: (name, { domain }) => `${name} at ${domain}`,
  fault: () => null,
};
