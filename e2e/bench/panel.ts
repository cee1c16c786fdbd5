/** The customer's panel in a real browser: what a phone loads of it, and how soon a click shows, begins, and is painted as done. */
import type { Frame, Page } from '@playwright/test';
import { type BrowserStand, openBrowser } from './browser-stand.ts';
import { percentile, type Bench } from './figure.ts';
import { latencies, watchPaint } from './paint.ts';
import { sessionCookie } from './session.ts';
import { openStand, type Stand } from './stand.ts';

const PHONE = { width: 390, height: 844 };
const SLOWER = 4;
/** 9 Mbit/s and 60 ms there and back. */
const LINE = { offline: false, latency: 60, downloadThroughput: (9e6 / 8), uploadThroughput: (9e6 / 8) };
const ROOMS = ['Website', 'Mailboxes', 'Databases', 'FTP', 'Scheduled jobs', 'DNS', 'Certificate', 'Backups', 'Files', 'Account'] as const;
const KB = 1000;

interface Vitals {
  lcp: number;
  cls: number;
  inp: number;
}
interface Shown {
  /** Milliseconds of the epoch. */
  clicked: number;
  shown: number;
}

/** Runs in the page. */
function watchVitals(): void {
  const vitals: Vitals = { lcp: 0, cls: 0, inp: 0 };
  Object.assign(globalThis, { vitals });
  const on = (type: string, take: (entry: PerformanceEntry & { value?: number; hadRecentInput?: boolean; interactionId?: number }) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  on('largest-contentful-paint', (entry) => { vitals.lcp = entry.startTime; });
  on('layout-shift', (entry) => { if (entry.hadRecentInput !== true) vitals.cls += entry.value ?? 0; });
  on('event', (entry) => { if ((entry.interactionId ?? 0) > 0) vitals.inp = Math.max(vitals.inp, entry.duration); });
}

/** Runs in the page: from the next click to the frame that shows `text` in an element of `within`; throws when half a minute does not bring it. */
function untilShown({ within, text }: { within: string; text: string }): Promise<Shown> {
  return new Promise((done, fail) => {
    let clicked = 0;
    const late = setTimeout(() => fail(new Error(`No ${within} shows “${text}”`)), 30_000);
    addEventListener('click', () => { clicked = Date.now(); }, { capture: true, once: true });
    const observer = new MutationObserver(() => {
      if (clicked === 0 || ![...document.querySelectorAll(within)].some((one) => one.textContent.includes(text))) return;
      observer.disconnect();
      clearTimeout(late);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => done({ clicked, shown: Date.now() }), { once: true });
        port1.start();
        port2.postMessage(null);
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Of scripts that the panel sent so far, as they came over the line. */
function weigh(page: Page, url: string): () => number {
  let bytes = 0;
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script' || !request.url().startsWith(url)) return;
    void request.sizes().then(({ responseBodySize }) => { bytes += responseBodySize; });
  });
  return () => bytes / KB;
}

async function framed(page: Page): Promise<Frame> {
  await page.frameLocator('#panel').getByRole('heading').first().waitFor();
  const frame = page.frames().find((one) => one.url().includes('/embed'));
  if (frame === undefined) throw new Error('The frame is not there');
  return frame;
}

interface Place extends Omit<BrowserStand, 'fleet'> {
  bench: Bench;
  stand: Stand;
}
interface Ordered {
  id: number;
  domain: string;
  clientArea: string;
}

async function order({ whmcs }: Place, domain: string): Promise<Ordered> {
  const { status, body, serviceId } = await whmcs.create({ domain });
  if (status !== 200) throw new Error(`The order was refused: ${JSON.stringify(body)}`);
  return { id: (body as { result: { data: { id: number } } }).result.data.id, domain, clientArea: whmcs.clientArea(serviceId) };
}
const live = ({ stand }: Place): Promise<void> => stand.until(120, 'live', 'select count(*)::int as n from services where activated_at is null', (row) => row['n'] === 0);

const idle = ({ stand }: Place): Promise<void> => stand.until(120, 'at rest', "select count(*)::int as n from tasks where status not in ('succeeded', 'skipped')", (row) => row['n'] === 0);

/** On its node too, which counts for itself. */
async function unlimited(place: Place, { id }: Ordered, key: 'dns_records' | 'mail_accounts'): Promise<void> {
  await place.staff.services.setLimit.mutate({ id, key, limit: null });
  await idle(place);
}

async function firstLoads(place: Place): Promise<void> {
  const { bench, browser, door } = place;
  const seen: (Vitals & { js: number })[] = [];
  for (let run = 0; run < (bench.quick ? 2 : 5); run++) {
    const { clientArea } = await order(place, `first-load-${run}.com`);
    const page = await browser.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
    const js = weigh(page, door.url);
    await page.addInitScript(watchVitals);
    const line = await page.context().newCDPSession(page);
    await line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await line.send('Network.emulateNetworkConditions', LINE);
    await page.goto(clientArea);
    const frame = await framed(page);
    await frame.getByText('We are setting up your hosting').waitFor();
    await page.waitForTimeout(2000);
    seen.push({ ...(await frame.evaluate(() => (globalThis as unknown as { vitals: Vitals }).vitals)), js: js() });
    await page.context().close();
  }
  await live(place);
  const note = `a phone of ${PHONE.width} × ${PHONE.height} whose processor is ${SLOWER} times slower than this one, at 9 Mbit/s and 60 ms; product and browser share the machine`;
  bench.report({ name: 'splash: JavaScript', unit: 'kB', goal: { most: 130 }, runs: seen.map(({ js }) => js), note: 'as it comes over the line, compressed; all of the frame, the framework’s own included' });
  bench.report({ name: 'splash: LCP', unit: 'ms', goal: { most: 1200 }, runs: seen.map(({ lcp }) => lcp), note });
  bench.report({ name: 'splash: CLS', unit: '', goal: { most: 0.02 }, runs: seen.map(({ cls }) => cls), note });
}

async function rooms(place: Place, at: Ordered): Promise<void> {
  const { bench, browser, door } = place;
  const page = await browser.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
  const js = weigh(page, door.url);
  await page.addInitScript(watchVitals);
  await page.goto(at.clientArea);
  const frame = await framed(page);
  await frame.getByRole('heading', { name: 'What you use' }).waitFor();
  await page.waitForTimeout(500);
  const home = js();
  const line = await page.context().newCDPSession(page);
  await line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const more: { room: string; kB: number }[] = [];
  for (const room of ROOMS) {
    const before = js();
    await frame.getByRole('button', { name: room, exact: true }).click();
    await page.waitForTimeout(1500);
    more.push({ room, kB: js() - before });
  }
  const { inp } = await frame.evaluate(() => (globalThis as unknown as { vitals: Vitals }).vitals);
  await page.context().close();
  const largest = more.toSorted((a, b) => b.kB - a.kB)[0];
  bench.report({ name: 'largest room: JavaScript', unit: 'kB', goal: { most: 200 }, runs: [largest?.kB ?? Number.NaN], floor: { what: 'panel with its Overview', value: home, unit: 'kB' }, note: more.map(({ room, kB }) => `${room} ${kB.toFixed(0)}`).join(', ') });
  bench.report({ name: 'opening rooms: INP', unit: 'ms', goal: { most: 100 }, runs: [inp], note: `the longest of ${ROOMS.length} taps, each on a room that was not loaded yet; processor ${SLOWER} times slower` });
}

async function clicks(place: Place, at: Ordered): Promise<void> {
  const { bench, browser, stand } = place;
  const page = await browser.newPage();
  await page.addInitScript(watchPaint);
  await page.goto(at.clientArea);
  const frame = await framed(page);
  await frame.getByRole('button', { name: 'Mailboxes', exact: true }).click();
  const [shown, begun]: [number[], number[]] = [[], []];
  for (let run = 0; run < (bench.quick ? 8 : 30); run++) {
    await frame.getByRole('button', { name: 'Add mailbox' }).first().click();
    await frame.getByLabel('Address').fill(`box${run}`);
    await frame.getByLabel('Password', { exact: true }).fill('blue-Kettle-19');
    const form = frame.getByRole('form', { name: 'New mailbox' });
    const [seen] = await Promise.all([frame.evaluate(untilShown, { within: 'li', text: `box${run}@${at.domain}` }), form.getByRole('button', { name: 'Add mailbox' }).click()]);
    await stand.until(30, 'made', 'select count(*)::int as n from items where known is null', (row) => row['n'] === 0);
    const { rows } = await stand.client.pool.query<{ at: number }>("select (extract(epoch from started_at) * 1000)::float as at from tasks where item_id = (select id from items where name = $1 and service_id = $2)", [`box${run}`, at.id]);
    shown.push(seen.shown - seen.clicked);
    begun.push((rows[0]?.at ?? Number.NaN) - seen.clicked);
  }
  const painted = await latencies(stand, at.id, page);
  await page.context().close();
  bench.report({ name: 'click to row p95', unit: 'ms', goal: { most: 50 }, runs: [percentile(shown, 0.95)], note: `${shown.length} mailboxes; p50 ${percentile(shown, 0.5).toFixed(0)} ms` });
  bench.report({ name: 'click to task begun p95', unit: 'ms', goal: { most: 100 }, runs: [percentile(begun, 0.95)], note: `p50 ${percentile(begun, 0.5).toFixed(0)} ms; nothing else was to be done` });
  bench.report({ name: 'done on the node to painted p95', unit: 'ms', goal: { most: 150 }, runs: [percentile(painted, 0.95)], note: `${painted.length} events` });
}

const RECORDS = 985;

async function zone(place: Place, at: Ordered): Promise<void> {
  const { bench, browser, door } = place;
  await unlimited(place, at, 'dns_records');
  const cookie = await sessionCookie(door.url);
  const changes = Array.from({ length: RECORDS }, (_, n) => ({ do: 'add', record: { name: `host-${n}`, type: 'A', value: `203.0.113.${n % 250}`, priority: null, ttl: 3600 } }));
  const answer = await fetch(`${door.url}/api/trpc/dns.change`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie }, body: JSON.stringify({ service: at.id, rev: 0, changes }) });
  if (!answer.ok) throw new Error(`The records were refused: ${await answer.text()}`);
  await idle(place);
  const page = await browser.newPage();
  await page.goto(at.clientArea);
  const frame = await framed(page);
  const took: number[] = [];
  for (let run = 0; run < (bench.quick ? 3 : 9); run++) {
    await frame.getByRole('button', { name: 'Overview', exact: true }).click();
    await frame.getByRole('heading', { name: 'What you use' }).waitFor();
    const [seen] = await Promise.all([frame.evaluate(untilShown, { within: 'table', text: 'host-0' }), frame.getByRole('button', { name: 'DNS', exact: true }).click()]);
    took.push(seen.shown - seen.clicked);
  }
  await page.context().close();
  bench.report({ name: 'zone of 1,000 records opens', unit: 'ms', goal: { most: 200 }, runs: took, note: 'from the click to the frame that shows its rows, asked for anew each time; the first time with the room’s code' });
}

export async function panel(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const { fleet, ...opened } = await openBrowser(stand);
  const place: Place = { bench, stand, ...opened };
  bench.say('panel: first loads on a phone');
  await firstLoads(place);
  await Promise.all(fleet.nodes.map((node) => node.control({ op: 'speed', share: 0.05 })));
  const at = await order(place, 'panel.com');
  await live(place);
  bench.say('panel: each room opened on a phone');
  await rooms(place, at);
  await unlimited(place, at, 'mail_accounts');
  bench.say('panel: mailboxes are added, one after another');
  await clicks(place, at);
  bench.say(`panel: a zone of ${RECORDS + 15} records`);
  await zone(place, at);
}
