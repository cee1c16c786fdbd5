/** What is sold together is renamed in one place, and a node gets another key without anybody noticing. */
import { accessible, expect, fits, test } from './fixture.ts';

test.use({ speed: '0' });

test('a group shows its nodes and products, and is renamed', async ({ signedIn: page, stage }) => {
  await page.goto(`${stage.panel}/nodes`);
  await page.getByRole('link', { name: 'Groups' }).click();
  await expect(page.getByRole('link', { name: 'web-1' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Split Starter' })).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Edit Brightwood' }).click();
  const dialog = page.getByRole('dialog');
  await accessible(page);
  await dialog.getByLabel('Name', { exact: true }).fill('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Name is missing')).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('Brightwood West');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Brightwood West', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'New group' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Brightwood West');
  await dialog.getByLabel('Nameservers').fill('ns1.elsewhere.test\nns2.elsewhere.test.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A group Brightwood West exists already')).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('Elsewhere');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog', { name: 'New group' })).toBeHidden();
  await expect(page.getByText('None: nothing can be built here')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 820 });
  await fits(page);
  await page.screenshot({ path: 'var/gallery/groups-390.png' });
});

test('a node gets another SSH key, and goes on answering', async ({ signedIn: page, stage }) => {
  await page.goto(`${stage.panel}/nodes`);
  await page.getByRole('link', { name: 'mail-1' }).first().click();
  const section = page.getByRole('region', { name: 'SSH key' });
  await section.getByRole('button', { name: 'Rotate key…' }).click();
  await accessible(page);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rotate the key' }).click();
  await expect(page.getByText('mail-1 has a new SSH key').first()).toBeVisible();
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('mail-1 answers').first()).toBeVisible();
  await expect(page.getByText(/A new SSH key, set by Demo/)).toBeVisible();
  await page.screenshot({ path: 'var/gallery/node-key.png', fullPage: true });
});
