/** A customer makes a backup in the frame, restores from it, downloads it and deletes it; staff see the same. */
import { readFileSync } from 'node:fs';
import { accessible, contrast, expect, fits, test } from './fixture.ts';

test('a backup is made, restored from after the domain was typed, downloaded, and deleted with a way back', async ({ signedIn: page, stage, browser }) => {
  test.setTimeout(120_000);
  const { clientArea, body } = await stage.order('keep-shop.com');
  // In a browser of their own: of two tabs in one, only the front one takes clicks.
  const own = await browser.newContext({ acceptDownloads: true });
  const customer = await own.newPage();
  await customer.goto(clientArea);
  const frame = customer.frameLocator('#panel');
  await frame.getByRole('button', { name: 'Backups', exact: true }).click({ timeout: 60_000 });
  const room = frame.getByRole('region', { name: 'Website backups' });
  await expect(room.getByText('No backup yet')).toBeVisible();
  await expect(frame.getByRole('region', { name: 'Email backups' })).toContainText('0 of 3');
  await page.goto(`${stage.panel}/services/${body.result.data.id}/backups`);
  const tab = page.getByRole('region', { name: 'Website backups' });
  await expect(tab.getByText('No backup yet')).toBeVisible();

  await room.getByRole('button', { name: 'Make a backup' }).click();
  const row = room.getByRole('listitem').filter({ hasText: 'Backup 1' });
  await expect(row).toContainText('70 kB · website · made by hand');
  await expect(room).toContainText('1 of 3');
  await expect(tab.getByRole('listitem')).toContainText('Backup 1');

  await row.getByRole('button', { name: 'Restore from backup 1' }).click();
  const form = room.getByRole('form', { name: 'Restore from backup 1' });
  await expect(form.getByRole('checkbox', { name: 'Website keep-shop.com' })).toBeFocused();
  await expect(form).toContainText('All files in public_html');
  await form.getByRole('checkbox', { name: 'Website keep-shop.com' }).press('Space');
  await form.getByLabel('Type keep-shop.com to confirm').fill('keep-shop');
  await form.getByRole('button', { name: 'Restore', exact: true }).press('Enter');
  await expect(form.getByText('Type keep-shop.com to confirm what is overwritten')).toBeVisible();
  await accessible(customer);
  for (const width of [1280, 390, 320]) {
    await customer.setViewportSize({ width, height: 900 });
    await fits(customer);
    expect(await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
  }
  await customer.setViewportSize({ width: 1280, height: 900 });
  await stage.control('web-1', { op: 'fault', name: 'exit', match: 'v-restore-user ', code: 10, times: 1 });
  await form.getByLabel('Type keep-shop.com to confirm').fill('keep-shop.com');
  await form.getByLabel('Type keep-shop.com to confirm').press('Enter');
  await expect(row.getByText('This did not work.')).toBeVisible();
  await row.getByRole('button', { name: 'Restore again' }).click();
  await form.getByRole('checkbox', { name: 'Website keep-shop.com' }).click();
  await form.getByLabel('Type keep-shop.com to confirm').fill('keep-shop.com');
  await form.getByLabel('Type keep-shop.com to confirm').press('Enter');
  await expect(row.getByText('Restored.')).toBeVisible();
  await expect(tab.getByText('Restored.')).toBeVisible();
  await accessible(page);

  const coming = customer.waitForEvent('download');
  await row.getByRole('button', { name: 'Download Backup 1' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^keep-shop-com-web\.[\d_-]+\.tar$/);
  expect(readFileSync(await download.path())).toHaveLength(71_680);
  await expect(row.getByText('The link holds for 15 minutes')).toBeVisible();

  await room.getByRole('button', { name: 'Change schedule' }).click();
  await room.getByLabel('How often').selectOption('weekly');
  await room.getByLabel('How many are kept').fill('9');
  await room.getByRole('button', { name: 'Save schedule' }).press('Enter');
  await expect(room.getByText('There may be 3 at a time')).toBeVisible();
  await room.getByLabel('How many are kept').fill('2');
  await room.getByRole('button', { name: 'Save schedule' }).press('Enter');
  await expect(room).toContainText('The newest 2 are kept. Next:');
  await customer.emulateMedia({ colorScheme: 'dark' });
  await contrast(customer);

  await row.getByRole('button', { name: 'Remove Backup 1' }).click();
  await row.getByRole('button', { name: 'Remove', exact: true }).click();
  await row.getByRole('button', { name: /^Undo/ }).click();
  await expect(row.getByRole('button', { name: 'Remove Backup 1' })).toBeVisible();
  await row.getByRole('button', { name: 'Remove Backup 1' }).click();
  await row.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(room.getByText('No backup yet')).toBeVisible({ timeout: 30_000 });
  await expect(tab.getByText('No backup yet')).toBeVisible();
  await own.close();
});
