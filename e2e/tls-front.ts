/** The HTTPS port of a simulated node: shows for each name what the node's panel has for it, as its web server would. */
import { createServer, createSecureContext } from 'node:tls';
import { newAuthority, type Issued } from './authority.ts';
import type { SimNode } from './simnode/simnode.ts';

export interface TlsFront extends AsyncDisposable {
  port: number;
  /** The names that were asked for. */
  asked: string[];
}

export async function startTlsFront(node: Pick<SimNode, 'control'>): Promise<TlsFront> {
  const own = newAuthority('Panel').issue(['node.brightwood.test']);
  const asked: string[] = [];
  const contextOf = ({ certificate, key, chain }: Issued) => createSecureContext({ cert: certificate + chain, key });
  const server = createServer({
    cert: own.certificate, key: own.key,
    SNICallback: (name, done) => {
      asked.push(name);
      void node.control({ op: 'certificates' }).then((all) => {
        const found = (all as Record<string, Issued>)[name];
        done(null, found === undefined ? contextOf(own) : contextOf(found));
      });
    },
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0, asked,
    [Symbol.asyncDispose]: () => new Promise((done) => { server.close(() => done()); }),
  };
}
