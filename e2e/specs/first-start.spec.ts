/** From an empty database to a live test order, in the browser, by the printed link. */
import { accessible, expect, test } from './fixture.ts';

test.use({ fresh: true, speed: '0.05' });

test('first start to first order', async ({ page, stage }) => {
  test.setTimeout(120_000);
  const web = stage.nodes.find((node) => node.name === 'web-1');
  if (stage.setupUrl === null || web === undefined) throw new Error('The stage is not fresh');
  await page.goto(stage.setupUrl);
  await page.getByLabel('Name', { exact: true }).fill('Ada');
  expect(page.url()).not.toContain('#');
  await page.getByLabel('E-mail address').fill('ada@host.example');
  await page.getByLabel('Password').fill('a-long-enough-one');
  await accessible(page);
  await page.getByRole('button', { name: 'Make the account' }).click();

  await page.getByLabel('Address', { exact: true }).fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(web.port));
  await page.getByRole('button', { name: 'Look at its host key' }).click();
  await expect(page.getByText(web.fingerprint)).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'It is the same' }).click();
  await page.getByRole('button', { name: 'Paste a key instead' }).click();
  await page.getByLabel('Private key').fill(stage.key);
  await page.getByRole('button', { name: 'Check the node' }).click();
  await expect(page.getByText(/HestiaCP 1\./).first()).toBeVisible();
  await page.getByLabel('Name of the group').fill('Brightwood');
  await page.getByLabel('Nameservers').fill('ns1.brightwood.test\nns2.brightwood.test');
  await expect(page.getByLabel('IPv4 address')).toHaveValue('203.0.113.10');
  await accessible(page);
  await page.getByRole('button', { name: /^Add/ }).click();

  await page.getByRole('button', { name: 'Go on' }).or(page.getByLabel('Short name')).first().waitFor();
  if (await page.getByRole('button', { name: 'Go on' }).isVisible()) await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Web only');
  await page.getByLabel('Short name').fill('web-only');
  for (const role of ['Mail', 'DNS']) {
    const box = page.getByRole('checkbox', { name: role, exact: true });
    if (await box.isChecked()) await box.click();
  }
  await accessible(page);
  await page.getByRole('button', { name: /^(Save|Add|Make)/ }).first().click();

  await page.getByRole('heading', { name: 'Which WHMCS places the orders?' }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Brightwood Hosting');
  await page.getByLabel(/Address/).fill(stage.whmcs);
  await page.getByRole('button', { name: /^(Add|Make|Connect)/ }).first().click();
  const key = await page.getByText(/^hw_/).first().textContent({ timeout: 15_000 });
  expect(key).toMatch(/^hw_[\w-]{40,}$/);
  await stage.connect(key ?? '');
  await page.getByRole('button', { name: 'I have put it into WHMCS' }).click();

  await page.getByLabel('Domain').fill('first-order.com');
  await page.getByLabel('E-mail').fill('rosa@example.com');
  await accessible(page);
  await page.getByRole('button', { name: /order/i }).last().click();
  await expect(page.getByText(/first-order\.com/).first()).toBeVisible();
  await page.getByRole('link', { name: 'Watch the deployment' }).click();
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible({ timeout: 30_000 });

  await page.context().clearCookies();
  await page.goto('about:blank');
  await page.goto(stage.setupUrl);
  await expect(page.getByText(/used|too old|no longer|not valid/i).first()).toBeVisible();
});
