/** From a commit to its pixels, in a real browser: the customer's frame, then the staff's page. */
import type { Browser, Page } from '@playwright/test';
import { login } from '#e2e/stage.ts';
import type { Whmcs } from '#e2e/whmcs/whmcs.ts';
import { openBrowser } from './browser-stand.ts';
import { percentile, type Bench } from './figure.ts';
import { insertLatencies } from './floors.ts';
import { openStand, type Stand } from './stand.ts';

interface Painted {
  seq: number;
  /** Milliseconds of the epoch, after the frame that shows it. */
  at: number;
}

/** Runs in the page: marks every event that the socket brings, and when the frame after the change of the DOM was shown. */
export function watchPaint(): void {
  const here = globalThis as unknown as { painted: Painted[] };
  const painted: Painted[] = [];
  let pending: number[] = [];
  here.painted = painted;
  new MutationObserver(() => {
    const seen = pending;
    if (seen.length === 0) return;
    pending = [];
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      // A message that is posted within the frame comes after it was shown.
      port1.addEventListener('message', () => painted.push(...seen.map((seq) => ({ seq, at: Date.now() }))), { once: true });
      port1.start();
      port2.postMessage(null);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const found = typeof data === 'string' && data.includes('"event"') ? /"seq":(\d+)/.exec(data) : null;
        if (found !== null) pending.push(Number(found[1]));
      });
    }
  };
}

const paintedIn = async (page: Page): Promise<Painted[]> => {
  const all = await Promise.all(page.frames().map((frame) => frame.evaluate(() => (globalThis as unknown as { painted?: Painted[] }).painted ?? [])));
  return all.flat();
};

export async function latencies(stand: Stand, serviceId: number, page: Page): Promise<number[]> {
  const { rows } = await stand.client.pool.query<{ seq: number; at: number }>('select seq, (extract(epoch from at) * 1000)::float as at from events where service_id = $1', [serviceId]);
  const committed = new Map(rows.map((row) => [row.seq, row.at]));
  return (await paintedIn(page)).map(({ seq, at }) => at - (committed.get(seq) ?? Number.NaN)).filter(Number.isFinite);
}

async function staffPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  const answer = await fetch(`${url}/api/trpc/session.login`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: JSON.stringify(login) });
  const [name = '', value = ''] = (answer.headers.getSetCookie()[0]?.split(';')[0] ?? '').split('=');
  await page.context().addCookies([{ name, value, url }]);
  return page;
}

type Who = 'customer' | 'staff';
interface Place {
  stand: Stand;
  browser: Browser;
  whmcs: Whmcs;
  url: string;
}

/** One order, watched by one page from its acceptance to the customer's home. */
async function watchOne({ stand, browser, whmcs, url }: Place, who: Who, run: number): Promise<number[]> {
  const page = who === 'customer' ? await browser.newPage() : await staffPage(browser, url);
  await page.addInitScript(watchPaint);
  const { status, body, serviceId } = await whmcs.create({ domain: `paint-${who}-${run}.com` });
  if (status !== 200) throw new Error(`The order was refused: ${JSON.stringify(body)}`);
  const { id } = (body as { result: { data: { id: number } } }).result.data;
  await page.goto(who === 'customer' ? whmcs.clientArea(serviceId) : `${url}/services/${id}/deploy`);
  await stand.until(120, 'live', 'select count(*)::int as n from services where activated_at is null', (row) => row['n'] === 0);
  await page.waitForTimeout(1000);
  const took = await latencies(stand, id, page);
  await page.context().close();
  if (took.length < 5) throw new Error(`Only ${took.length} events were seen by the ${who}`);
  return took;
}

export async function paint(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const { door, whmcs, browser } = await openBrowser(stand);
  const place = { stand, browser, whmcs, url: door.url };
  const inserts = await insertLatencies(stand.client, 100);
  const floor = { what: 'one insert + commit', value: percentile(inserts, 0.95), unit: 'ms' };
  for (const who of ['customer', 'staff'] as const) {
    await watchOne(place, who, 0);
    bench.say(`paint: one order at a time, watched by the ${who}`);
    const runs: number[][] = [];
    for (let run = 1; run <= (bench.quick ? 2 : 5); run++) runs.push(await watchOne(place, who, run));
    const all = runs.flat();
    bench.report({ name: `paint p95, ${who}`, unit: 'ms', goal: { most: 150 }, runs: runs.map((one) => percentile(one, 0.95)), floor, note: `${all.length} events, p50 ${Math.round(percentile(all, 0.5))} ms; from within the transaction to the frame that shows it` });
  }
}
