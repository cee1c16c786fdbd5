/** Staff follow a failing deployment, read its log, retry it, and win. */
import type { Page } from '@playwright/test';
import { accessible, expect, test } from './fixture.ts';

test.use({ speed: '0.15' });

/** The pager's range. By role: while a page still streams in, the same text also stands in a hidden part of the document. */
const shown = (page: Page, range: RegExp) => page.getByRole('navigation', { name: 'Pages' }).getByText(range);

test('a step that fails is found, read, retried and done, without a reload', async ({ signedIn: page, stage }) => {
  await stage.control('mail-1', { op: 'fault', name: 'exit', match: 'v-add-mail-domain', times: 1, code: 1, text: 'no such thing' });
  const { body } = await stage.order('stubborn.com');
  const { id } = body.result.data;
  await page.getByRole('link', { name: 'stubborn.com' }).first().click();
  await page.getByRole('link', { name: /^Deploy/ }).click();
  await expect(page).toHaveURL(new RegExp(`/services/${id}/deploy`));
  await expect(page.getByText('Deploy error').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('14 success')).toBeVisible();
  await expect(page.getByText('1 failed', { exact: true })).toBeVisible();
  await accessible(page);

  await page.getByRole('link', { name: 'mail.addDomain' }).or(page.getByRole('button', { name: 'mail.addDomain' })).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('v-add-mail-domain stubborn-com-mail stubborn.com')).toBeVisible();
  await expect(dialog.getByText('no such thing').first()).toBeVisible();
  await accessible(page);
  const address = page.url();
  await page.goto(address);
  await expect(page.getByRole('dialog').getByText('v-add-mail-domain stubborn-com-mail stubborn.com')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('button', { name: 'Retry failed' }).click();
  await expect(page.getByText('19 success')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Active').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry failed' })).toBeHidden();
});

test('the log streams while the step runs', async ({ signedIn: page, stage }) => {
  await stage.control('web-1', { op: 'fault', name: 'hang-before', match: '^v-add-user ', times: 1 });
  const { body } = await stage.order('slow-start.com');
  await page.goto(`${stage.panel}/services/${body.result.data.id}/tasks`);
  await page.getByRole('searchbox').or(page.getByLabel('Search')).first().fill('web.addUser');
  await expect(shown(page, /Showing 1 to 1 of 1/)).toBeVisible();
  await page.getByRole('link', { name: /^#\d+$/ }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('v-add-user slow-start-com-web', { exact: false }).first()).toBeVisible();
  await expect(dialog.getByText('Running').first()).toBeVisible();
});

test('everything about tasks stands in the address', async ({ signedIn: page, stage }) => {
  const { body } = await stage.order('addressed.com');
  await page.goto(`${stage.panel}/services/${body.result.data.id}/deploy`);
  await expect(page.getByText('19 success')).toBeVisible({ timeout: 30_000 });
  await page.goto(`${stage.panel}/services/${body.result.data.id}/tasks?size=10`);
  await expect(shown(page, /Showing 1 to 10 of 19/)).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).or(page.getByRole('link', { name: 'Next' })).first().click();
  await expect(shown(page, /Showing 11 to 19 of 19/)).toBeVisible();
  const second = page.url();
  await page.goto('about:blank');
  await page.goto(second);
  await expect(shown(page, /Showing 11 to 19 of 19/)).toBeVisible();
});

test('the whole way from sign-in to a step’s log by keyboard alone', async ({ page, stage }) => {
  const { body } = await stage.order('keyboard.com');
  await page.goto(`${stage.panel}/login`);
  await page.getByLabel('E-mail').focus();
  await page.keyboard.type(stage.login.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(stage.login.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/services');
  const tabTo = async (name: RegExp) => {
    for (let steps = 0; steps < 80; steps++) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (name.test(text)) return;
    }
    throw new Error(`${name} can't be reached by Tab`);
  };
  await tabTo(/keyboard\.com/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/services/${body.result.data.id}**`);
  await tabTo(/^Tasks/);
  await tabTo(/^Tasks/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/tasks');
  await page.getByRole('link', { name: /^#\d+$/ }).first().waitFor();
  await tabTo(/^#\d+$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
