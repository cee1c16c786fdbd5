/** The ends of a website's logs. */
import { invalid, out } from '../answers.ts';
import type { Spec } from '../world.ts';
import { onDomain } from './domains.ts';

const MOST = 3000;

/** A whole file beyond a number of lines; plain, it is the lines as they are. */
const log = (which: 'access' | 'error') => onDomain('web', ({ item, args }) => {
  const [, , asked = '70', format = 'shell'] = args;
  if (!/^\d+$/.test(asked)) return invalid('ttl', asked);
  const lines = item.logs?.[which] ?? [];
  const shown = Number(asked) > MOST ? lines : lines.slice(-Number(asked));
  return format === 'plain' || format === 'shell' ? out(`${shown.join('\n')}\n`) : out('');
}, { look: true });

export const logCommands: Record<string, Spec> = {
  'v-list-web-domain-accesslog': { usage: 'USER DOMAIN [LINES] [FORMAT]', min: 2, changes: false, run: log('access') },
  'v-list-web-domain-errorlog': { usage: 'USER DOMAIN [LINES] [FORMAT]', min: 2, changes: false, run: log('error') },
};
