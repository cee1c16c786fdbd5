/** The real module in a WHMCS's pages, on another site than the panel, in a browser that blocks third-party cookies. */
import type { FrameLocator, Page } from '@playwright/test';
import { chromium } from '../chromium.ts';
import { accessible, expect, fits, test } from './fixture.ts';

test.use({ php: true, speed: '0.15', launchOptions: { executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--test-third-party-cookie-phaseout'] } });

const panelIn = (page: Page): FrameLocator => page.frameLocator('.hostwright-frame');

test('an order becomes a panel in the product page, as tall as what it shows', async ({ page, stage }) => {
  await page.goto(stage.whmcs);
  await page.getByLabel('Your domain').fill('rosas-bakery.com');
  await page.getByRole('button', { name: 'Order now' }).click();
  await expect(panelIn(page).getByText('We are setting up your hosting')).toBeVisible();
  await expect(page.getByText('Your hosting is loading')).toBeHidden();
  await expect(panelIn(page).getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 30_000 });
  const frame = page.frames().find((one) => one.url().includes('/embed'));
  await expect.poll(async () => (await page.locator('.hostwright-frame').boundingBox())?.height === (await frame?.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)))).toBe(true);
  await fits(page);
  await accessible(page);
  expect(await page.context().cookies(stage.panel)).toEqual([]);
  // An admin of that WHMCS sees the same, in its own words.
  const id = new URL(page.url()).searchParams.get('id') ?? '';
  await page.goto(`${stage.whmcs}/admin/service?id=${id}`);
  await expect(page.getByRole('row', { name: /^Hostwright/ }).getByText('Active')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Username/ })).toContainText('rosas-bakery-com-web');
  expect(await page.getByRole('link', { name: 'Deploy' }).getAttribute('href')).toMatch(new RegExp(`^${stage.panel}/services/\\d+/deploy$`));
  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  await expect(page.getByText('Module Command Success')).toBeVisible();
  await expect(page.getByRole('row', { name: /^(What is to come|Hostwright)/ }).filter({ hasText: /Is being suspended|Suspended/ })).toBeVisible();
  await page.getByRole('button', { name: 'Redeploy' }).click();
  await expect(page.getByRole('alert')).toContainText('A redeployment deletes the website and the mail of this service');
});

test('a page out of a cache gets another ticket, and without a session there it says so', async ({ page, stage, context }) => {
  const { clientArea } = await stage.order('out-of-cache.com');
  const body = (await (await page.goto(clientArea))?.text()) ?? '';
  await expect(panelIn(page).getByRole('heading', { name: 'out-of-cache.com' })).toBeVisible();
  const renewed = page.waitForResponse('**/embed.php');
  await page.setContent(body);
  expect((await renewed).status()).toBe(200);
  await expect(panelIn(page).getByRole('heading', { name: 'out-of-cache.com' })).toBeVisible();
  // Somebody else at the same browser: the page in the cache opens nothing.
  await context.addCookies([{ name: 'client', value: '2', url: stage.whmcs }]);
  await page.setContent(body);
  await expect(panelIn(page).getByText('This page has been open for too long')).toBeVisible();
  await page.goto(clientArea);
  await expect(page.getByText('There is no such service in your account.')).toBeVisible();
});

test('under an address that no instance is known by, the browser refuses the frame, and a tab of its own is offered', async ({ page, stage }) => {
  const { clientArea } = await stage.order('wrong-address.com');
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.clock.install();
  await page.goto(clientArea.replace('127.0.0.1', 'localhost'));
  await expect.poll(() => said.join()).toContain('frame-ancestors');
  await expect(page.getByText('Your hosting is loading')).toBeVisible();
  await page.clock.fastForward(8_500);
  await expect(page.getByText('This takes longer than usual.')).toBeVisible();
  await expect(page.getByRole('status').getByRole('link', { name: 'Open in a new tab' })).toHaveAttribute('href', /dosinglesignon=1$/);
});
