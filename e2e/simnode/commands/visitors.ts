/** Who may see a website that asks for a password. */
import { hashed, OK, passwordOf, refuse } from '../answers.ts';
import type { Spec } from '../world.ts';
import { edit, onDomain } from './domains.ts';
import { reloaded } from './web.ts';

/** The panel hands a password on without quotes: a blank ends it. */
const kept = (password: string): string => hashed(password.split(/\s/)[0] ?? '');

const add = onDomain('web', (target) => {
  const { world, item, args: [, , user = '', password = ''] } = target;
  if (item.suspended) return refuse(5, `web ${target.domain} is suspended`);
  const visitors = item.visitors ?? [];
  if (visitors.some((one) => one.user === user)) return refuse(4, `auth user ${user} already exists`);
  const secret = kept(passwordOf(world, password));
  return edit('web', target, 700, () => {
    item.visitors = [...visitors, { user, password: secret }];
    // Only the first one needs a restart, whose end the command swallows.
    return visitors.length > 0 ? OK : { ...OK, stdout: reloaded(world, target.args[4], OK).stdout };
  });
}, { restart: 4 });

const change = onDomain('web', (target) => {
  const { world, item, args: [, , user = '', password = ''] } = target;
  if (item.suspended) return refuse(5, `web ${target.domain} is suspended`);
  const one = item.visitors?.find((each) => each.user === user);
  if (one === undefined) return refuse(3, `auth user ${user} doesn't exist`);
  const secret = kept(passwordOf(world, password));
  return edit('web', target, 300, () => {
    one.password = secret;
    return OK;
  });
});

const remove = onDomain('web', (target) => {
  const { world, item, args: [, , user = ''] } = target;
  if (item.visitors?.some((one) => one.user === user) !== true) return refuse(3, `auth user ${user} doesn't exist`);
  return edit('web', target, 662, () => {
    item.visitors = item.visitors?.filter((one) => one.user !== user) ?? [];
    return item.visitors.length > 0 ? OK : { ...OK, stdout: reloaded(world, target.args[3], OK).stdout };
  });
}, { restart: 3 });

export const visitorCommands: Record<string, Spec> = {
  'v-add-web-domain-httpauth': { usage: 'USER DOMAIN AUTH_USER AUTH_PASSWORD [RESTART]', min: 4, changes: true, run: add },
  'v-change-web-domain-httpauth': { usage: 'USER DOMAIN AUTH_USER AUTH_PASSWORD [RESTART]', min: 4, changes: true, run: change },
  'v-delete-web-domain-httpauth': { usage: 'USER DOMAIN AUTH_USER [RESTART]', min: 3, changes: true, run: remove },
};
