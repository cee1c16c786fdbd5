/** Our own scripts: two on the authorized_keys file of the SSH user, one on archives. */
import { AUTHORIZE_SCRIPT, FORGET_SCRIPT } from '#server/ssh/authorize.ts';
import { OK } from '../answers.ts';
import { mailboxScript } from './backups.ts';
import type { Answer, Spec, World } from '../world.ts';

const bare = (line: string): string => line.split(' ').slice(0, 2).join(' ');

/** Those that the machine was set up with and nobody took out, and those that were let in since. */
export function authorized(world: World, first: readonly string[]): readonly string[] {
  const later = [...world.store.all('authorized')];
  return [...first.filter((line) => world.store.get('authorized', bare(line)) !== 'out'), ...later.filter(([, is]) => is === 'in').map(([line]) => line)];
}

function script(world: World, args: readonly string[]): Answer {
  const [, text, , word = ''] = args;
  const restored = mailboxScript(world, args);
  if (restored !== null) return restored;
  if (text === AUTHORIZE_SCRIPT) world.store.put('authorized', bare(word), 'in');
  else if (text === FORGET_SCRIPT) world.store.put('authorized', bare(word), 'out');
  else return { exit: 127, stdout: '', stderr: 'sh: a script that is not simulated\n' };
  return OK;
}

export const keyCommands: Record<string, Spec> = { sh: { usage: '', min: 4, changes: true, run: (world, args) => ({ ms: 20, apply: () => script(world, args) }) } };
