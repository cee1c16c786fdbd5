/** A nameserver refuses its copy: the service is live all the same, staff bring it, and the DNS tab says how each one has the zone. */
import { accessible, expect, fits, test } from './fixture.ts';

test.use({ speed: '0.05' });

test('a copy that failed is shown, brought by a retry, and a zone that was changed by hand is written again', async ({ signedIn: page, browser, stage }) => {
  test.setTimeout(180_000);
  await stage.control('ns2', { op: 'fault', name: 'exit', match: 'v-add-dns-domain', times: 9, code: 1, text: 'no such thing' });
  const { body, clientArea } = await stage.order('late-copy.com');
  const { id } = body.result.data;
  const customer = await browser.newPage();
  await customer.goto(clientArea);
  const frame = customer.frameLocator('#panel');
  await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 60_000 });
  await expect(frame.getByText('One of our nameservers is still catching up')).toBeVisible();

  await page.goto(`${stage.panel}/services/${id}`);
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('The zone on ns2 did not work')).toBeVisible();
  await page.getByRole('link', { name: /^DNS/ }).click();
  const servers = page.getByRole('table', { name: 'Nameservers' });
  const ns1 = servers.getByRole('row', { name: /^ns1/ });
  const ns2 = servers.getByRole('row', { name: /^ns2/ });
  await expect(ns1.getByText('In sync')).toBeVisible();
  await expect(ns2.getByText('Failed')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Records of late-copy.com' }).getByRole('row', { name: /_dmarc TXT v=DMARC1; p=quarantine/ })).toBeVisible();
  await accessible(page);
  await page.screenshot({ path: 'var/gallery/dns-tab.png', fullPage: true });

  await stage.control('ns2', { op: 'clear' });
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Retry failed' }).click();
  await page.getByRole('link', { name: /^DNS/ }).click();
  await expect(ns2.getByText('In sync')).toBeVisible({ timeout: 30_000 });
  await expect(frame.getByText('One of our nameservers is still catching up')).toBeHidden();
  await customer.close();

  await stage.control('ns1', { op: 'run', words: ['v-add-dns-record', 'late-copy-com-dns', 'late-copy.com', 'by-hand', 'A', '192.0.2.1'] });
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(ns1.getByText('1 record too many, of 15')).toBeVisible();
  await ns1.getByRole('button', { name: 'Resync: ns1' }).click();
  await expect(ns1.getByText('In sync')).toBeVisible({ timeout: 30_000 });
  await page.setViewportSize({ width: 390, height: 820 });
  await fits(page);
  await page.screenshot({ path: 'var/gallery/dns-tab-390.png', fullPage: true });
});

test('a product says what it makes of a zone, and shows it before it is saved', async ({ signedIn: page, stage }) => {
  await page.goto(`${stage.panel}/products`);
  await page.getByText('Split Starter').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('How the zone of customer.com will look').click();
  const zone = dialog.getByRole('table', { name: 'The zone of customer.com' });
  await expect(zone.getByRole('row', { name: /^www A 203/ })).toBeVisible();
  await dialog.getByLabel('Further records').fill('www CNAME {domain}.shops.net');
  await expect(dialog.getByText('The CNAME record www stands beside another record of that name.')).toBeVisible();
  await dialog.getByLabel('Further records').fill('shop 300 CNAME {domain}.shops.net');
  await dialog.getByLabel('DMARC').selectOption('reject');
  await expect(zone.getByRole('row', { name: /^shop CNAME customer.com.shops.net 300 s/ })).toBeVisible();
  await accessible(page);
  await page.screenshot({ path: 'var/gallery/product-zone.png', fullPage: true });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Split Starter is saved')).toBeVisible();
  const { body } = await stage.order('shops.com');
  await page.goto(`${stage.panel}/services/${body.result.data.id}/dns`);
  const records = page.getByRole('table', { name: 'Records of shops.com' });
  await expect(records.getByRole('row', { name: /^shop CNAME shops.com.shops.net 300 s Managed, by the product/ })).toBeVisible();
  await expect(records.getByRole('row', { name: /p=reject/ })).toBeVisible();
});
