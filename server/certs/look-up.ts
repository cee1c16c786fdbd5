/** What the world is told of a domain's mail: its records, as every nameserver of the zone says them. */
import type { LookUp } from '#server/core/sight.ts';
import { authorities, type ResolveOptions } from './authorities.ts';
import { listed, Unasked } from './delegation.ts';

/** `listed` for what is no list of texts yet. */
const texts = async <T>(ask: Promise<T[]>, text: (one: T) => string): Promise<readonly string[]> => listed(ask.then((all) => all.map(text)));

export function lookUp(options: ResolveOptions = {}): LookUp {
  const ask = authorities(options);
  return async (name, type) => {
    try {
      const found = await ask(name, (server, asked) => (type === 'TXT' ? texts(server.resolveTxt(asked), (parts) => parts.join('')) : texts(server.resolveMx(asked), ({ priority, exchange }) => `${priority} ${exchange.toLowerCase()}`)));
      return { ...found, fault: null };
    } catch (error) {
      if (error instanceof Unasked) return { nameservers: [], answers: [], fault: error.message };
      throw error;
    }
  };
}
