/** Asks every nameserver of a name's zone, and no cache. */
import { Resolver } from 'node:dns/promises';
import { delegation, listed, Unasked } from './delegation.ts';

export interface ResolveOptions {
  /** Who is asked for top-level domains and for the addresses of nameservers; the machine's own without. */
  recursors?: readonly string[];
  /** Where nameservers listen. */
  port?: number;
  timeoutMs?: number;
}

const MOST_ALIASES = 5;
interface Zone {
  nameservers: readonly string[];
  servers: readonly Resolver[];
}
/** One question to one nameserver; an empty list for "there is none". */
type Question = (server: Resolver, name: string) => Promise<readonly string[]>;
export interface Answered {
  /** Empty: the domain is delegated to nobody. */
  nameservers: readonly string[];
  /** What each nameserver says that answers. */
  answers: readonly (readonly string[])[];
}

/** Throws `Unasked` when nobody answers. */
export function authorities({ recursors, port = 53, timeoutMs = 2000 }: ResolveOptions = {}): (name: string, question: Question) => Promise<Answered> {
  const made = (servers?: readonly string[]): Resolver => {
    const one = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers !== undefined) one.setServers(servers);
    return one;
  };
  const recursor = made(recursors);

  const delegated = delegation({ recursor, port, timeoutMs });
  async function zoneOf(name: string): Promise<Zone | null> {
    const found = await delegated(name);
    return found === null ? null : { nameservers: found.nameservers, servers: found.servers.map(({ address }) => made([port === 53 ? address : `${address}:${port}`])) };
  }

  /** What one nameserver says; a name that is another's is followed to there. */
  async function from(server: Resolver, name: string, question: Question, depth: number): Promise<readonly string[]> {
    const own = await question(server, name);
    if (own.length > 0 || depth >= MOST_ALIASES) return own;
    const [target] = await listed(server.resolveCname(name));
    return target === undefined ? [] : (await asked(target, question, depth + 1)).answers.flat();
  }

  async function asked(name: string, question: Question, depth = 0): Promise<Answered> {
    const zone = await zoneOf(name);
    if (zone === null) return { nameservers: [], answers: [] };
    const all = await Promise.allSettled(zone.servers.map((server) => from(server, name, question, depth)));
    const answers = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    if (answers.length === 0) throw new Unasked(`No nameserver of ${name} answers (${zone.nameservers.join(', ')})`);
    return { nameservers: zone.nameservers, answers };
  }

  return (name, question) => asked(name, question);
}
