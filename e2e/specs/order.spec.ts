/** A customer orders and watches, in a frame on another site, with third-party cookies blocked. */
import type { Frame, Page } from '@playwright/test';
import { accessible, expect, fits, test } from './fixture.ts';

test.use({ speed: '0.15' });

async function embedded(page: Page): Promise<Frame> {
  await page.frameLocator('#panel').getByRole('heading').first().waitFor();
  const frame = page.frames().find((one) => one.url().includes('/embed'));
  if (frame === undefined) throw new Error('The frame is not there');
  return frame;
}

/** Sums what moved without anybody having touched it, from the first paint on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const total = { value: 0 };
    Object.assign(globalThis, { shifts: total });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!('hadRecentInput' in entry && entry.hadRecentInput === true) && 'value' in entry) total.value += Number(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

test('an order becomes a home before the customer’s eyes, with nothing fetched by a timer', async ({ page, stage }) => {
  await watchShifts(page);
  const calls: string[] = [];
  const scripts: string[] = [];
  page.on('request', (request) => { if (request.resourceType() === 'script' && request.url().startsWith(stage.panel)) scripts.push(new URL(request.url()).pathname); });
  page.on('request', (request) => { if (request.url().startsWith(stage.panel) && !request.url().includes('/_next/')) calls.push(`${request.method()} ${new URL(request.url()).pathname}`); });
  await page.goto(stage.whmcs);
  await page.getByLabel('Your domain').fill('rosas-bakery.com');
  await page.getByRole('button', { name: 'Order now' }).click();
  const frame = await embedded(page);
  await expect(frame.getByText('We are setting up your hosting')).toBeVisible();
  await expect(frame.getByRole('heading', { name: 'rosas-bakery.com' })).toBeVisible();
  await expect(frame.getByRole('progressbar').first()).toBeVisible();
  await expect(frame.getByText(/of 19 steps completed/).first()).toBeVisible();
  await expect(frame.getByText('Website', { exact: true })).toBeVisible();
  await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible();
  await expect(frame.getByText('rosas-bakery-com-web', { exact: false }).first()).toBeVisible();
  expect(await frame.evaluate(() => (globalThis as unknown as { shifts: { value: number } }).shifts.value)).toBeLessThanOrEqual(0.02);
  await expect(frame.getByRole('heading', { name: 'What you use' })).toBeVisible();
  await expect(frame.getByRole('heading', { name: 'Does your domain point here?' })).toBeVisible();
  expect(calls.filter((call) => !call.includes('/live') && !call.endsWith('.svg')).toSorted()).toEqual(['GET /api/trpc/embed.pointing', 'GET /api/trpc/embed.usage', 'GET /embed', 'POST /api/trpc/embed.exchange']);
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((path) => !path.startsWith('/_next/static/frame/')), 'the frame has scripts of its own').toEqual([]);
  expect(await page.context().cookies(stage.panel)).toEqual([]);
  expect(frame.url()).not.toContain('t=');
});

test('the frame is as tall as what it shows, at any width', async ({ page, stage }) => {
  const { clientArea } = await stage.order('tall-order.com');
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(clientArea);
    const frame = await embedded(page);
    await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible();
    await expect(frame.getByText(/Not counted yet|as of/).first()).toBeVisible();
    await expect.poll(async () => (await page.locator('#panel').boundingBox())?.height === (await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)))).toBe(true);
    await fits(page);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
});

for (const theme of ['light', 'dark'] as const) {
  test(`the splash and the home have no accessibility fault in ${theme}`, async ({ page, stage }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { clientArea } = await stage.order(`reader-${theme}.com`);
    await page.goto(`${clientArea}&theme=${theme}`);
    const frame = await embedded(page);
    // The frame has no ground of its own, and axe takes the missing one for white; the gallery holds the dark contrast.
    const except = theme === 'dark' ? ['color-contrast'] : [];
    await accessible(page, except);
    await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible();
    await accessible(page, except);
    expect(await frame.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length)).toBe(0);
  });
}

test('a connection that breaks is said, and what was missed is there when it is back', async ({ page, stage, context }) => {
  await stage.control('mail-1', { op: 'fault', name: 'slow', match: 'v-add-user ', times: 1, seconds: 6 });
  const { clientArea } = await stage.order('broken-line.com');
  await page.goto(clientArea);
  const frame = await embedded(page);
  await expect(frame.getByText('Live', { exact: true })).toBeVisible();
  await context.setOffline(true);
  await expect(frame.getByText('Offline', { exact: true })).toBeVisible();
  await context.setOffline(false);
  await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 30_000 });
});

test('a ticket works once: the address alone opens nothing', async ({ page, stage }) => {
  const { clientArea } = await stage.order('only-once.com');
  await page.goto(clientArea);
  const source = await page.locator('#panel').getAttribute('src');
  await embedded(page);
  await page.frameLocator('#panel').getByRole('heading', { name: 'only-once.com' }).waitFor();
  await page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { id: 'again', src })), source ?? '');
  await expect(page.frameLocator('#again').getByText('This page has been open for too long')).toBeVisible();
});
