/** The rooms of a website, and of what every service has: databases, FTP accounts, scheduled jobs, the account, in the customer's frame. */
import { accessible, expect, fits, test } from './fixture.ts';

test('a website gets its database, its FTP account and its job', async ({ page, stage }) => {
  test.setTimeout(120_000);
  const { clientArea } = await stage.order('corner-shop.com', { product: 'split-starter', customFields: {}, options: { web_databases: '1' } });
  await page.goto(clientArea);
  const frame = page.frameLocator('#panel');
  const row = (text: string) => frame.getByRole('listitem').filter({ hasText: text });
  // Nobody answers for it here: each record says so, and what it should be.
  const points = frame.getByRole('region', { name: 'Does your domain point here?' }).getByRole('listitem');
  await expect(points.filter({ hasText: 'www.corner-shop.com' })).toContainText(/Could not ask.*203\.0\.113\.10/, { timeout: 60_000 });
  await frame.getByRole('button', { name: 'Add a database' }).click();
  await frame.getByRole('button', { name: 'Add database' }).click();
  await frame.getByLabel('Name').fill('shop');
  await expect(frame.getByText('It becomes corner-shop-com-web_shop')).toBeVisible();
  await frame.getByLabel('Name').press('Enter');
  await expect(row('corner-shop-com-web_shop').getByRole('button', { name: 'Edit' })).toBeVisible();
  await expect(frame.getByRole('link', { name: 'See larger plans' })).toHaveAttribute('href', /\/upgrade\.php\?type=package&id=\d+$/);
  await frame.getByLabel('Written for').selectOption('wordpress');
  await expect(frame.getByText("define('DB_NAME', 'corner-shop-com-web_shop');")).toBeVisible();
  await accessible(page);

  await frame.getByRole('button', { name: 'FTP', exact: true }).click();
  await frame.getByRole('button', { name: 'Add FTP account' }).click();
  await frame.getByLabel('Name').fill('rosa');
  await expect(frame.getByText('corner-shop-com-web_rosa')).toBeVisible();
  await frame.getByLabel('Folder').fill('../../etc');
  await frame.getByLabel('Name').press('Enter');
  await expect(frame.getByText(/^Folder is not valid/)).toBeVisible();
  await frame.getByLabel('Folder').fill('/public_html/photos');
  await frame.getByLabel('Name').press('Enter');
  await expect(row('corner-shop-com-web_rosa').getByRole('button', { name: 'Edit' })).toBeVisible();
  await accessible(page);

  await frame.getByRole('button', { name: 'Scheduled jobs' }).click();
  await frame.getByRole('button', { name: 'Add job' }).click();
  await frame.getByLabel('When').selectOption('*/5 * * * *');
  await expect(frame.getByText(/^Every 5 minutes/)).toBeVisible();
  await frame.getByLabel('Minute').fill('61');
  await expect(frame.getByText('These times are not valid')).toBeVisible();
  await frame.getByLabel('Minute').fill('30');
  await frame.getByLabel('Command').fill('rm -rf / ; echo');
  await frame.getByLabel('Command').press('Enter');
  await expect(frame.getByText(/^Command is not valid/)).toBeVisible();
  await accessible(page);
  await frame.getByLabel('Command').fill('/usr/bin/php public_html/cron.php');
  await frame.getByLabel('Command').press('Enter');
  const job = row('/usr/bin/php public_html/cron.php');
  await expect(job.getByRole('button', { name: 'Edit' })).toBeVisible();
  await job.getByRole('button', { name: 'Edit' }).click();
  await frame.getByRole('switch', { name: 'It runs' }).click();
  await frame.getByRole('button', { name: 'Save' }).click();
  await expect(job.getByText('Paused')).toBeVisible();

  await frame.getByRole('button', { name: 'Account' }).click();
  await frame.getByRole('button', { name: 'Change password' }).click();
  await frame.getByLabel('New password').fill('short');
  await frame.getByLabel('New password').press('Enter');
  await expect(frame.getByText('At least 8 characters')).toBeVisible();
  await frame.getByRole('button', { name: 'Make another' }).click();
  await expect(frame.getByText('Strong')).toBeVisible();
  await frame.getByRole('button', { name: 'Set this password' }).click();
  await expect(frame.getByRole('region', { name: 'Password' }).getByText('Your new password is set.')).toBeVisible();
  await expect(row('Creating your database')).toContainText('You');
  await frame.getByRole('button', { name: 'Dark' }).click();
  await accessible(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page);
  expect(await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);

  await page.goto(`${clientArea}&admin=Jane+Doe`);
  await expect(frame.getByText('recorded as done by Jane Doe #4')).toBeVisible();
  // What was chosen here is chosen for the next time.
  await expect(frame.locator('[data-page-theme]')).toHaveAttribute('data-page-theme', 'dark');
});
