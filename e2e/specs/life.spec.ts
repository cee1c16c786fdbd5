/** The life of a service in two windows: what staff press, and what the customer sees of it without a reload. */
import type { Page } from '@playwright/test';
import { defaultLimits } from '#server/core/limits.ts';
import { accessible, expect, fits, type Stage, test as base } from './fixture.ts';

/** A window of its own: a page behind another one is painted once a second. */
const test = base.extend<{ customer: Page }>({
  customer: async ({ browser }, use) => {
    const page = await browser.newPage();
    await use(page);
    await page.close();
  },
});
test.use({ speed: '0.05' });

/** A second product of the same kind, made by the door that the dashboard uses. */
async function secondProduct(page: Page, stage: Stage): Promise<void> {
  const api = `${stage.panel}/api/trpc`;
  const found = (await (await page.request.get(`${api}/groups.list`)).json()) as { result: { data: { id: number }[] } };
  const data = { slug: 'split-plus', name: 'Split Plus', mode: 'split', groupId: found.result.data[0]?.id, roles: ['web', 'mail', 'dns'], limits: { ...defaultLimits, mail_accounts: 50 }, phpTemplate: 'default' };
  expect((await page.request.post(`${api}/products.save`, { data })).status()).toBe(200);
}

async function choose(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('suspended, unsuspended, moved to another plan and terminated, before the customer’s eyes', async ({ signedIn: page, customer, stage }) => {
  await secondProduct(page, stage);
  const { body, clientArea } = await stage.order('whole-life.com');
  await customer.goto(clientArea);
  await customer.evaluate(() => Object.assign(globalThis, { untouched: true }));
  const frame = customer.frameLocator('#panel');
  await page.goto(`${stage.panel}/services/${body.result.data.id}`);
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible();
  await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible();

  await choose(page, 'Suspend…');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByText('Suspended', { exact: true }).first()).toBeVisible();
  await expect(frame.getByText('It is switched off for now')).toBeVisible();
  await expect(frame.getByText(body.result.data.reference)).toBeVisible();

  await choose(page, 'Unsuspend');
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible();
  await expect(frame.getByText('Your hosting is switched on again').first()).toBeVisible();

  await choose(page, 'Change package…');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Product').selectOption('split-plus');
  await expect(dialog.getByRole('row', { name: /Mailboxes 10 50/ })).toBeVisible();
  await accessible(page);
  await dialog.getByRole('button', { name: 'Change package' }).click();
  await expect(frame.getByText('Split Plus')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Split Plus' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Limits' }).getByRole('row', { name: /Mailboxes 50 Product/ })).toBeVisible();

  await choose(page, 'Change password…');
  await expect(dialog.getByText('Strong')).toBeVisible();
  await dialog.getByLabel('New password').fill('short-1');
  await expect(dialog.getByText('Weak')).toBeVisible();
  await dialog.getByRole('button', { name: 'Make another' }).click();
  await accessible(page);
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(frame.getByText('Your new password is set').first()).toBeVisible();

  await page.getByRole('link', { name: /^Deploy/ }).click();
  await expect(page.getByRole('heading', { name: /Password change #1/ }).first()).toBeVisible();
  await choose(page, 'Terminate…');
  const ask = page.getByRole('alertdialog');
  await expect(ask.getByRole('button', { name: 'Terminate' })).toBeDisabled();
  await ask.getByLabel('Type whole-life.com to go on').fill('whole-life.com');
  await page.setViewportSize({ width: 390, height: 820 });
  await accessible(page);
  await fits(page);
  await ask.getByRole('button', { name: 'Terminate' }).click();
  await expect(page.getByText('Terminated', { exact: true }).first()).toBeVisible();
  await expect(frame.getByText('There is nothing here any more')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Actions', exact: true })).toBeHidden();
  expect(await customer.evaluate(() => 'untouched' in globalThis)).toBe(true);
});

test('a step that can’t succeed is skipped with a reason, and the deployment goes on', async ({ signedIn: page, stage }) => {
  await stage.control('mail-1', { op: 'fault', name: 'exit', match: 'v-add-mail-domain', times: 9, code: 1, text: 'no such thing' });
  const { body } = await stage.order('skipped-mail.com');
  await page.goto(`${stage.panel}/services/${body.result.data.id}`);
  await expect(page.getByText(/Deployment #1 did not work/)).toBeVisible({ timeout: 20_000 });
  await accessible(page);
  await page.getByRole('link', { name: 'See every step' }).click();
  await page.getByRole('link', { name: 'mail.addDomain' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Skip step…' }).click();
  const ask = page.getByRole('alertdialog');
  await ask.getByLabel('Reason').fill('mail stays elsewhere');
  await accessible(page);
  await ask.getByRole('button', { name: 'Skip the step' }).click();
  await expect(page.getByRole('dialog').getByText('Skipped by Demo: mail stays elsewhere')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('1 skipped')).toBeVisible();
});
