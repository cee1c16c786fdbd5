/** For a process whose address must be known before it runs, or stay the same when it is started again. */
import { createServer } from 'node:net';

/** Below the range from which the kernel takes the ports of outgoing connections: what is free now is so in a moment. */
const [FIRST, COUNT] = [20_000, 12_000];

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const probe = createServer().once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });

export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
}
