/** Who a zone is delegated to, asked of its parent's own nameservers: a recursor's answer may be days old. */
import { createSocket } from 'node:dgram';
import { randomInt } from 'node:crypto';
import packet from 'dns-packet';

export interface Server {
  address: string;
  port: number;
}
/** `none`: the parent has no delegation of this name, and it may lie in the parent's own zone; `absent`: there is no such name. */
export type Referral = { is: 'delegated'; nameservers: readonly string[] } | { is: 'none' } | { is: 'absent' };

const NO_SUCH_NAME = 'NXDOMAIN';

function read(answer: packet.DecodedPacket & { rcode?: string }, name: string): Referral | null {
  const nameservers = [...(answer.answers ?? []), ...(answer.authorities ?? [])].flatMap((row) => (row.type === 'NS' && row.name.toLowerCase() === name ? [String(row.data).toLowerCase()] : []));
  if (nameservers.length > 0) return { is: 'delegated', nameservers: [...new Set(nameservers)].toSorted() };
  if (answer.rcode === NO_SUCH_NAME) return { is: 'absent' };
  return answer.rcode === 'NOERROR' ? { is: 'none' } : null;
}

/** One question to one server, without recursion; null when it does not answer it in time, or refuses. */
export function askReferral({ address, port }: Server, name: string, timeoutMs: number): Promise<Referral | null> {
  const id = randomInt(65_536);
  const socket = createSocket('udp4');
  return new Promise<Referral | null>((done) => {
    const end = (found: Referral | null) => {
      clearTimeout(timer);
      socket.close();
      done(found);
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    socket.on('error', () => end(null));
    socket.on('message', (message, from) => {
      if (from.address !== address || from.port !== port) return;
      try {
        const answer = packet.decode(message);
        if (answer.id === id) end(read(answer, name));
      } catch {
        end(null);
      }
    });
    socket.send(packet.encode({ type: 'query', id, flags: 0, questions: [{ type: 'NS', name }] }), port, address);
  });
}
