/** Staff look after a service's certificates: nothing of it needs a reload. The domain points nowhere here. */
import { newAuthority } from '../authority.ts';
import { accessible, expect, fits, test } from './fixture.ts';

test('the SSL tab says where each certificate stands, and takes an uploaded one', async ({ signedIn: page, stage }) => {
  test.setTimeout(120_000);
  const { body } = await stage.order('sealed-shop.com');
  await page.goto(`${stage.panel}/services/${body.result.data.id}/ssl`);
  const website = page.locator('section', { has: page.getByRole('heading', { name: /^Website/ }) }).last();
  const reason = website.getByRole('status').first();
  await expect(page.getByRole('heading', { name: /^Email/ })).toBeVisible({ timeout: 30_000 });
  await expect(reason).toContainText('sealed-shop.com', { timeout: 30_000 });
  await expect(website.getByText(/^in \d+:\d\d/)).toBeVisible();
  await accessible(page);
  const checked = website.locator('dl > div', { hasText: 'Last check' }).locator('time');
  const before = await checked.getAttribute('datetime');
  await website.getByRole('button', { name: 'Check now' }).click();
  await expect(checked).not.toHaveAttribute('datetime', before ?? '');

  const authority = newAuthority('Shop Authority');
  const [mine, other] = [authority.issue(['sealed-shop.com']), authority.issue(['sealed-shop.com'])];
  await website.getByRole('button', { name: 'Upload…' }).click();
  const dialog = page.getByRole('form', { name: 'Certificate for the website' });
  await dialog.getByLabel('Certificate').fill(mine.certificate);
  await dialog.getByLabel('Private key').fill(other.key);
  await dialog.getByLabel('Chain').fill(mine.chain);
  await dialog.getByRole('button', { name: 'Check and install' }).click();
  await expect(dialog.getByText('The private key belongs to another certificate')).toBeVisible();
  await accessible(page);
  await dialog.getByLabel('Private key').fill(mine.key);
  await dialog.getByRole('button', { name: 'Check and install' }).click();
  await expect(dialog).toBeHidden();
  await expect(website.getByText('Uploaded', { exact: true })).toBeVisible();
  await expect(reason).toContainText(/what it serves is looked at|installed and not served/, { timeout: 30_000 });
  const nodes = (await stage.control('web-1', { op: 'certificates' })) as Record<string, { certificate: string }>;
  expect(nodes['sealed-shop.com']?.certificate).toBe(mine.certificate);

  await website.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('group', { name: 'Remove the uploaded certificate?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(website.getByText('Uploaded', { exact: true })).toBeHidden({ timeout: 30_000 });
  await expect(website.getByRole('button', { name: 'Issue now' })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 820 });
  await fits(page);
});

test('in a frame as tall as its page, what is said stands where the reader looks', async ({ page, stage }) => {
  await page.setViewportSize({ width: 900, height: 420 });
  await page.goto((await stage.order('tall-frame.com')).clientArea);
  const frame = page.frameLocator('#panel');
  await frame.getByRole('button', { name: 'Certificate', exact: true }).click({ timeout: 60_000 });
  const website = frame.locator('section', { has: frame.getByRole('heading', { name: /^Website/ }) }).last();
  await website.getByRole('button', { name: 'Upload…' }).click({ timeout: 30_000 });
  const form = frame.getByRole('form', { name: 'Certificate for the website' });
  const mine = newAuthority('Tall Authority').issue(['tall-frame.com']);
  for (const [label, text] of [['Certificate', mine.certificate], ['Private key', mine.key], ['Chain', mine.chain]] as const) await form.getByLabel(label).fill(text);
  await form.getByRole('button', { name: 'Check and install' }).click();
  const said = frame.getByText('The certificate is being installed');
  await expect(said).toBeVisible();
  await expect(said).toBeInViewport({ ratio: 1 });
  await page.screenshot({ path: 'var/gallery/ssl-said.png' });
  expect((await page.locator('#panel').boundingBox())?.height ?? 0, 'the frame is taller than what is on the screen').toBeGreaterThan(600);
});
