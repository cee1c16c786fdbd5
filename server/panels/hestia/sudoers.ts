import { ended } from '#server/ssh/wire.ts';
import { pathOf, rules } from './commands.ts';

/** Paths as sudo finds them: a rule must name the whole path of what it allows. */
const TIMEOUT = '/usr/bin/timeout';

/**
 * The lines of `/etc/sudoers.d/hostwright` for an SSH user who is not root: the commands of the table, the changing ones
 * with the `timeout` that ends them, and nothing else.
 */
export function sudoersLine(user: string): string {
  if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(user)) throw new Error('The SSH user has a name that sudoers would misread');
  const allowed = Object.entries(rules).map(([name, rule]) => {
    const words = ended({ changes: rule.changes, deadline: rule.deadline, words: [pathOf(name)] });
    return [...(rule.changes ? [TIMEOUT, ...words.slice(1)] : words), '*'].join(' ');
  });
  return `${user} ALL=(root) NOPASSWD: ${allowed.join(', ')}`;
}
