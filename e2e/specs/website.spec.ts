/** A customer sets their website in the frame: each edit stands at its place until the node says so. */
import { accessible, expect, fits, test } from './fixture.ts';

test('PHP, a further name and a redirect are set, a refused change is tried again, and staff see it all', async ({ signedIn: page, stage, browser }) => {
  test.setTimeout(120_000);
  const { clientArea, body } = await stage.order('set-shop.com');
  // In a browser of their own: of two tabs in one, only the front one takes clicks.
  const own = await browser.newContext();
  const customer = await own.newPage();
  await customer.goto(clientArea);
  const frame = customer.frameLocator('#panel');
  await frame.getByRole('button', { name: 'Website', exact: true }).click({ timeout: 60_000 });
  const room = frame.getByRole('region', { name: 'Website' });
  const set = (name: string | RegExp) => room.locator('dl > div', { hasText: name });
  await expect(set('PHP version')).toContainText('The server’s own choice');
  await page.goto(`${stage.panel}/services/${body.result.data.id}/web`);
  await expect(page.getByRole('region', { name: 'Website' })).toContainText('None: only set-shop.com leads here');

  await frame.getByRole('button', { name: 'Edit settings' }).click();
  await expect(frame.getByLabel('PHP version')).toBeFocused();
  await frame.getByLabel('PHP version').selectOption('PHP-8_2');
  await frame.getByLabel('Further names').fill('set-shop.org\nbad_name.org');
  await frame.getByLabel('Visitors').selectOption('302');
  await frame.getByLabel('Address').fill('https://example.org/;return');
  await frame.getByRole('checkbox', { name: 'HTTPS for everybody', exact: true }).click();
  await frame.getByRole('checkbox', { name: /^HSTS/ }).click();
  await expect(frame.getByText(/^Browsers remember this for months/)).toBeVisible();
  await frame.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(frame.getByText(/^Name \d: Domain is not valid/)).toBeVisible();
  await accessible(customer);
  await frame.getByLabel('Further names').fill('set-shop.org');
  await frame.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(frame.getByText(/^Address holds a character/)).toBeVisible();
  await frame.getByLabel('Address').fill('https://example.org/new');
  await frame.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(frame.getByRole('button', { name: 'Edit settings' })).toBeFocused();
  await expect(set('PHP version')).toContainText('PHP 8.2');
  await expect(room.getByText('Being changed')).toBeHidden();
  await expect(set('Further names')).toContainText('set-shop.org');
  await expect(set('Redirect')).toContainText('For now, to https://example.org/new');
  await expect(set(/^HTTPS/)).toContainText('as soon as there is a certificate');
  await expect(page.getByRole('region', { name: 'Website' })).toContainText('https://example.org/new');
  await accessible(page);

  await stage.control('web-1', { op: 'fault', name: 'exit', match: 'v-add-fastcgi-cache ', code: 10, times: 1 });
  await frame.getByRole('button', { name: 'Edit settings' }).click();
  await frame.getByRole('checkbox', { name: 'Keep pages for five minutes' }).click();
  await frame.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(frame.getByText('The server did not switch the cache')).toBeVisible();
  await expect(set('Cache')).toContainText('Off');
  await accessible(customer);
  await frame.getByRole('button', { name: 'Edit settings' }).click();
  await expect(frame.getByRole('checkbox', { name: 'Keep pages for five minutes' })).toBeChecked();
  // The frame has just grown: a pointer may still meet what stood there before.
  await frame.getByRole('button', { name: 'Cancel' }).press('Enter');
  await frame.getByRole('button', { name: 'Try again' }).click();
  await expect(set('Cache')).toContainText('Pages are kept for five minutes');
  await expect(frame.getByText('This did not work.')).toBeHidden();
  await expect(page.getByRole('region', { name: 'Website' })).toContainText('Pages are kept for five minutes');

  // Its log comes as it is written, as text and nothing else.
  const site = { user: 'set-shop-com-web', domain: 'set-shop.com' };
  await stage.control('web-1', { op: 'visit', ...site, log: 'access', lines: ['198.51.100.7 "GET /first" 200'] });
  await frame.getByRole('button', { name: 'Show logs' }).click();
  const log = frame.getByRole('region', { name: 'Visits (access log)' });
  await expect(log.getByText('198.51.100.7 "GET /first" 200')).toBeVisible();
  await stage.control('web-1', { op: 'visit', ...site, log: 'access', lines: ['\u001b[31m<b>hostile</b>\u001b[0m\u202e'] });
  await expect(log.getByText('<b>hostile</b>', { exact: true })).toBeVisible();
  await log.getByLabel('Search the log').fill('first');
  await expect(log.getByText('1 of 1')).toBeVisible();
  await accessible(customer);
  await frame.getByRole('button', { name: 'Close' }).click();

  // Closed to all but some, and switched off by staff.
  await frame.getByRole('button', { name: 'Add visitor' }).click();
  await frame.getByLabel('Name').fill('guest');
  await frame.getByLabel('Name').press('Enter');
  await expect(frame.getByRole('listitem').filter({ hasText: 'guest' }).getByRole('button', { name: 'Edit' })).toBeVisible();
  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(frame.getByText(/switched off by the provider/)).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Edit settings' })).toBeDisabled();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(frame.getByText(/switched off by the provider/)).toBeHidden();
  await expect(frame.getByText('Being changed')).toBeHidden();
  await frame.getByRole('button', { name: 'Edit settings' }).click();
  for (const width of [1280, 390, 320]) {
    await customer.setViewportSize({ width, height: 800 });
    await fits(customer);
    expect(await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
  }
  await own.close();
});
