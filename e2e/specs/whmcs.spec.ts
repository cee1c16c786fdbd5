/** The real module in a WHMCS's pages, on another site than the panel, in a browser that blocks third-party cookies. */
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { chromium } from '../chromium.ts';
import { long } from '../long.ts';
import { accessible, expect, fits, test } from './fixture.ts';

test.use({ php: true, speed: '0.15', launchOptions: { executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--test-third-party-cookie-phaseout'] } });

const panelIn = (page: Page): FrameLocator => page.frameLocator('.hostwright-frame');
const ticketIn = (body: string): string => /#t=([\w.-]+)/.exec(body)?.[1] ?? '';

/** The tab that a button opens. */
async function opens(page: Page, button: Locator): Promise<Page> {
  const [tab] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  return tab;
}

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

test('a ticket that is forged, of somebody else, used or too old opens nothing; who is signed in there gets a good one for it', async ({ page, stage, context }) => {
  const { serviceId, clientArea } = await stage.order('tickets.com');
  const other = await stage.order('somebody-else.com');
  const body = (await (await page.goto(clientArea))?.text()) ?? '';
  const panel = panelIn(page).getByRole('heading', { name: 'tickets.com' });
  await expect(panel).toBeVisible();
  const show = (ticket: string): Promise<void> => page.setContent(body.replace(ticketIn(body), ticket));
  const [claims = '', signature = ''] = (await stage.ticket({ serviceId })).split('.');
  const rewritten = Buffer.from(claims, 'base64url').toString().replace(`"svc":"${serviceId}"`, `"svc":"${other.serviceId}"`);
  const bad = {
    'with another signature': `${claims}.${[...signature].toReversed().join('')}`,
    'with the number of somebody else’s service written into it': `${Buffer.from(rewritten).toString('base64url')}.${signature}`,
    'signed by another WHMCS in the name of this one': await stage.ticket({ serviceId, by: 'other' }),
    'of another WHMCS, which has no such service': await stage.ticket({ serviceId, by: 'other', from: 'other' }),
    'of a service that is not known': await stage.ticket({ serviceId: '4711' }),
    'whose time is over': await stage.ticket({ serviceId, secondsAgo: 300 }),
    'used before': ticketIn(body),
  };
  // Signed out, this page gets no other.
  await context.addCookies([{ name: 'client', value: '0', url: stage.whmcs }]);
  for (const [what, ticket] of Object.entries(bad)) {
    await show(ticket);
    await expect(panelIn(page).getByText('This page has been open for too long'), what).toBeVisible();
    await expect(panelIn(page).getByRole('heading', { name: /tickets\.com|somebody-else/ }), what).toBeHidden();
  }
  // What is refused is the ticket: the same page with a good one has the panel.
  await show(await stage.ticket({ serviceId }));
  await expect(panel).toBeVisible();
  await context.addCookies([{ name: 'client', value: '1', url: stage.whmcs }]);
  const renewed = page.waitForResponse('**/embed.php');
  await show(bad['whose time is over']);
  expect((await renewed).status()).toBe(200);
  await expect(panel).toBeVisible();
});

test('WHMCS’s own buttons lead its customer to the panel, and its admin to the Deploy tab and the dashboard', async ({ signedIn: owner, guest, stage }) => {
  const { serviceId, clientArea } = await stage.order('signed-on.com');
  await guest.goto(clientArea);
  const customer = await opens(guest, guest.getByRole('link', { name: 'Open in a new tab' }).first());
  await expect(customer.getByRole('heading', { name: 'signed-on.com' })).toBeVisible();
  expect(customer.url()).toBe(`${stage.panel}/sso`);
  expect(await guest.context().cookies(stage.panel)).toEqual([]);
  const { location: once = '' } = (await guest.request.get(`${clientArea}&dosinglesignon=1`, { maxRedirects: 0 })).headers();
  for (const seen of [customer.getByRole('heading', { name: 'signed-on.com' }), customer.getByText('This address does not work any more')]) {
    // From the panel itself it would be the same page at another place.
    await customer.goto('about:blank');
    await customer.goto(once);
    await expect(seen).toBeVisible();
  }
  await accessible(customer);

  const press = async (path: string, name: string): Promise<Page> => {
    await guest.goto(`${stage.whmcs}/admin/${path}`);
    return opens(guest, guest.getByRole('button', { name }));
  };
  const refused = await press(`service?id=${serviceId}`, 'Open the panel');
  await expect(refused.getByRole('alert')).toContainText('Admins of Brightwood in PHP are not let into Hostwright yet');
  await owner.goto(`${stage.panel}/people`);
  await owner.getByLabel('Admins of Brightwood in PHP').selectOption('support');
  await expect(owner.getByText('Saved')).toBeVisible();
  const staff = await press(`service?id=${serviceId}`, 'Open the panel');
  await staff.waitForURL('**/services/*/deploy');
  await expect(staff.getByRole('heading', { name: 'signed-on.com' })).toBeVisible();
  await expect(staff.getByRole('button', { name: 'Actions', exact: true })).toBeDisabled();
  // Nothing is left of the first button when the second is pressed.
  await guest.context().clearCookies();
  const dashboard = await press('server', 'Open the dashboard');
  await dashboard.waitForURL('**/services');
  await expect(dashboard.getByRole('button', { name: 'Mara Staff (Brightwood in PHP)' })).toBeVisible();
});

test('an operator tests the connection, and chooses the product from those that Hostwright has', async ({ page, stage }) => {
  await page.goto(`${stage.whmcs}/admin/server`);
  await page.getByRole('button', { name: 'Test Connection' }).click();
  await expect(page.getByRole('status')).toHaveText('Connection Successful');
  await page.getByRole('link', { name: 'Split Starter' }).click();
  await expect(page.getByLabel('Product')).toContainText('Split Starter (split-starter, split)');
  await page.getByLabel('Welcome mail').selectOption('At once');
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(page.getByRole('status')).toContainText('Saved');
  await expect(page.getByLabel('Welcome mail')).toHaveValue('At once');
  await expect(page.getByLabel('Product')).toHaveValue('split-starter');
  await accessible(page);
  await fits(page);
});

/** The frame is as tall as what it shows, as wide as what the theme has for a module, and nothing in it is cut off. */
async function wellPlaced(page: Page): Promise<void> {
  const frame = page.locator('.hostwright-frame');
  const inside = page.frames().find((one) => one.url().includes('/embed'));
  await expect.poll(async () => (await frame.boundingBox())?.height === (await inside?.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)))).toBe(true);
  const { x, width } = (await page.locator('.module-client-area').boundingBox()) ?? {};
  expect(await frame.boundingBox()).toMatchObject({ x, width });
  expect(await inside?.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await fits(page);
}

test('in each of the stock themes the frame fits its pane, also on a phone and when its tab was hidden at first', async ({ page, stage }) => {
  const { serviceId, clientArea } = await stage.order('three-themes.com');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const picture = async (name: string): Promise<void> => {
    const size = page.viewportSize();
    if (!long || size === null) return;
    // What is below the window of a frame from elsewhere is not painted.
    await page.setViewportSize({ ...size, height: await page.evaluate(() => document.documentElement.scrollHeight) });
    await page.screenshot({ path: `var/gallery/whmcs-${name}.png` });
    await page.setViewportSize(size);
  };
  await page.goto(clientArea);
  await expect(panelIn(page).getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 30_000 });
  const themes = ['six', 'twenty-one', 'nexus'];
  for (const theme of themes) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${clientArea}&theme=${theme}`);
    await expect(panelIn(page).getByRole('heading', { name: 'three-themes.com' })).toBeVisible();
    await wellPlaced(page);
    await picture(theme);
    await page.setViewportSize({ width: 390, height: 820 });
    await wellPlaced(page);
    // There it begins below the window, where nothing is painted.
    await page.reload();
    await expect(panelIn(page).getByRole('heading', { name: 'three-themes.com' })).toBeVisible();
    await wellPlaced(page);
    await picture(`${theme}-phone`);
    // Whoever has followed a link to another tab finds the panel behind it.
    await page.goto('about:blank');
    await page.goto(`${clientArea}#tabChangepw`);
    await expect(page.getByText('Passwords are changed in the panel.')).toBeVisible();
    await expect(page.locator('.hostwright-wait')).toHaveCSS('display', 'none');
    await page.getByRole('link', { name: 'Information', exact: true }).click();
    await expect(panelIn(page).getByRole('heading', { name: 'three-themes.com' })).toBeVisible();
    await wellPlaced(page);
    await page.getByRole('link', { name: 'Additional Information' }).click();
    await expect(page.locator('.hostwright-frame')).toBeHidden();
    await page.getByRole('link', { name: 'Hosting Information' }).click();
    await wellPlaced(page);
  }
  await page.goto(`${clientArea}&theme=dark`);
  await expect(panelIn(page).locator('main')).toHaveAttribute('data-page-theme', 'dark');
  await picture('dark');
  await page.goto(`${stage.whmcs}/admin/service?id=${serviceId}`);
  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  for (const theme of themes) {
    await page.goto(`${clientArea}&theme=${theme}`);
    await expect(page.getByRole('status')).toContainText('This service is suspended.');
    await fits(page);
    await accessible(page);
    await picture(`${theme}-suspended`);
  }
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
