/** A caller in a process of its own: places orders at a rate (open loop) or as fast as answers come, prints JSON. */
import { Agent, request } from 'node:http';
import type { Door } from './stand.ts';

export interface LoadWish extends Door {
  /** Makes ids and domains of this run its own. */
  name: string;
  count: number;
  /** Orders a second, sent whether earlier ones were answered or not, each over a new connection as PHP does; null = as fast as answers come. */
  rate: number | null;
  /** Calls at once, over kept connections, when there is no rate. */
  callers: number;
  /** What every ordered name ends in. */
  under: string;
}
export interface Placed {
  id: number;
  domain: string;
  logins: Record<string, string>;
}
export interface LoadAnswer {
  /** Milliseconds from the request to the whole answer. */
  latencies: number[];
  seconds: number;
  failures: string[];
  placed: Placed[];
}

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });

function post(wish: LoadWish, agent: Agent | false, body: string): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${wish.key}`, 'content-length': Buffer.byteLength(body) };
    const call = request(`${wish.url}/api/trpc/service.create`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text }));
    });
    call.on('error', fail).end(body);
  });
}

async function load(wish: LoadWish): Promise<LoadAnswer> {
  const answer: LoadAnswer = { latencies: [], seconds: 0, failures: [], placed: [] };
  const agent = wish.rate === null ? new Agent({ keepAlive: true, maxSockets: wish.callers }) : false;
  const one = async (at: number): Promise<void> => {
    const domain = `${wish.name}-${at}.${wish.under}`;
    const body = JSON.stringify({ serviceId: `${wish.name}-${at}`, clientId: '1', domain, product: wish.product, email: 'rosa@example.com', name: 'Rosa Baker', options: [], customFields: [], language: 'english' });
    const started = performance.now();
    const { status, text } = await post(wish, agent, body);
    answer.latencies.push(performance.now() - started);
    if (status !== 200) return void answer.failures.push(`${status} ${text.slice(0, 200)}`);
    const { id, logins } = (JSON.parse(text) as { result: { data: Placed } }).result.data;
    answer.placed.push({ id, domain, logins });
  };
  const started = performance.now();
  if (wish.rate !== null) {
    const sent: Promise<void>[] = [];
    for (let at = 0; at < wish.count; at++) {
      const due = started + (at * 1000) / wish.rate - performance.now();
      if (due > 0) await pause(due);
      sent.push(one(at));
    }
    await Promise.all(sent);
  } else {
    let next = 0;
    const caller = async (): Promise<void> => { while (next < wish.count) await one(next++); };
    await Promise.all(Array.from({ length: wish.callers }, caller));
  }
  answer.seconds = (performance.now() - started) / 1000;
  if (agent !== false) agent.destroy();
  return answer;
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await load(JSON.parse(process.argv[2] ?? '{}') as LoadWish))}\n`);
