/** What differs on the nodes is seen at once by whoever looks; and what would be destroyed is shown before it is. */
import { accessible, expect, fits, test } from './fixture.ts';

test.use({ speed: '0' });

test('a service that drifted says so in its header and in the list, and is mended', async ({ signedIn: page, stage }) => {
  const { body } = await stage.order('drifting.com');
  const id = body.result.data.id;
  await page.goto(`${stage.panel}/services/${id}`);
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible({ timeout: 40_000 });
  const drifted = page.getByText('Drifted', { exact: true });
  await stage.control('mail-1', { op: 'replace' });
  // Looked at from somewhere else: this page hears of it.
  const other = await page.request.post(`${stage.panel}/api/trpc/services.verify`, { data: { id }, headers: { origin: stage.panel } });
  expect(other.status()).toBe(200);
  await expect(drifted.first()).toBeVisible();
  await expect(page.getByRole('table', { name: 'What differs' }).getByText('drifting-com-mail is missing').first()).toBeVisible();
  await accessible(page);
  await page.screenshot({ path: 'var/gallery/drift-overview.png', fullPage: true });
  await page.goto(`${stage.panel}/services?drifted=true`);
  await expect(page.getByRole('combobox', { name: 'State' })).toHaveValue('drifted');
  await expect(page.getByRole('link', { name: 'drifting.com' })).toBeVisible();
  await page.screenshot({ path: 'var/gallery/drift-list.png' });
  await page.goto(`${stage.panel}/services/${id}`);
  await page.getByRole('button', { name: 'Repair all' }).click();
  await expect(page.getByText(/All \d+ parts are as wished/)).toBeVisible();
  await expect(drifted).toBeHidden();
});

test('what would be destroyed is read from the nodes first, and a node that is away is said to be', async ({ signedIn: page, stage }) => {
  const { body } = await stage.order('precious.com');
  await page.goto(`${stage.panel}/services/${body.result.data.id}`);
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible({ timeout: 40_000 });
  await stage.control('web-1', { op: 'run', words: ['v-add-database', 'precious-com-web', 'shop', 'shop', 'Passw0rd'] });
  await stage.control('web-1', { op: 'use', user: 'precious-com-web', disk: 2048 });
  await stage.control('mail-1', { op: 'fault', name: 'hang-before', match: 'v-list-user', times: 0 });
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: /Redeploy/ }).click();
  const ask = page.getByRole('alertdialog');
  await expect(ask.getByText('precious.com (2 GB)')).toBeVisible();
  await expect(ask.getByText('precious-com-web_shop (0 MB)')).toBeVisible();
  await expect(ask.getByText('mail-1 does not answer: what is on it is not known.')).toBeVisible();
  await expect(ask.getByRole('checkbox', { name: 'Make a backup first' })).not.toBeChecked();
  await accessible(page);
  await page.screenshot({ path: 'var/gallery/destroy-1360.png' });
  await page.setViewportSize({ width: 390, height: 820 });
  await fits(page);
  await page.screenshot({ path: 'var/gallery/destroy-390.png' });
  await page.setViewportSize({ width: 1360, height: 820 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: 'var/gallery/destroy-dark.png' });
  await ask.getByRole('button', { name: 'Keep as it is' }).click();
  await stage.control('mail-1', { op: 'clear' });
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: /Redeploy/ }).click();
  await expect(ask.getByRole('checkbox', { name: 'Make a backup first' })).toBeChecked();
  await ask.getByLabel('Type precious.com to go on').fill('precious.com');
  await ask.getByRole('button', { name: 'Redeploy' }).click();
  await page.getByRole('link', { name: /^Deploy/ }).click();
  await expect(page.getByText('web.backupCreate').first()).toBeVisible();
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible({ timeout: 40_000 });
});

test('the half that a killed creation left is shown, cleaned up, and the deployment goes on', async ({ signedIn: page, stage }) => {
  await stage.control('web-1', { op: 'fault', name: 'half', share: 0.2, match: 'v-add-user halved-com-web' });
  const { body } = await stage.order('halved.com');
  await page.goto(`${stage.panel}/services/${body.result.data.id}`);
  await expect(page.getByText(/is half-made/)).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Clean up the orphan…' }).click();
  const ask = page.getByRole('alertdialog');
  await expect(ask.getByText('/home/halved-com-web with everything in it')).toBeVisible();
  await accessible(page);
  await page.screenshot({ path: 'var/gallery/clean-up.png' });
  await ask.getByRole('button', { name: 'Clean up' }).click();
  await page.getByRole('link', { name: /^Tasks \d/ }).last().click();
  await expect(page.getByRole('row', { name: /web\.cleanUpUser.*Success/ })).toBeVisible({ timeout: 40_000 });
  await page.getByRole('link', { name: 'web.addUser' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume from here' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible({ timeout: 40_000 });
});
