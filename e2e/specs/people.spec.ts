/** Somebody is invited, sets up an authenticator app, and is signed out by an owner who proves who she is. */
import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { accessible, contrast, expect, fits, test } from './fixture.ts';

const password = 'correct-horse-battery';

const codeOf = (key: string, ahead = 0): string => new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30 }).generate({ timestamp: Date.now() + ahead * 1000 });

async function enrol(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Set up an app' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog.getByRole('img', { name: /Picture of the key/ })).toBeVisible();
  await accessible(page);
  const key = (await dialog.getByLabel('Key, where there is no camera').textContent()) ?? '';
  await dialog.getByLabel('Code that the app shows').fill(codeOf(key));
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(10);
  await accessible(page);
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 of 10 recovery codes are left')).toBeVisible();
  return key;
}

test('invited, with an app at the second sign-in, and signed out by an owner who proves herself first', async ({ signedIn: page, guest, stage }) => {
  await page.goto(`${stage.panel}/people`);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('ina@brightwood.test');
  await dialog.getByLabel('Role').selectOption('operator');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = (await dialog.getByLabel('Link', { exact: true }).textContent()) ?? '';
  await accessible(page);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText('Invited', { exact: true })).toBeVisible();

  await guest.goto(link);
  await expect(guest.getByText('As Operator, with the address ina@brightwood.test.')).toBeVisible();
  expect(guest.url()).not.toContain('#');
  await accessible(guest);
  await guest.getByLabel('Name').fill('Ina');
  await guest.getByLabel('Password').fill(password);
  await guest.getByRole('button', { name: 'Make the account' }).click();
  await guest.waitForURL('**/services');
  await expect(guest.getByRole('link', { name: 'Settings' })).toBeVisible();
  await expect(guest.getByRole('link', { name: 'People' })).toBeHidden();
  await guest.goto(`${stage.panel}/people`);
  await expect(guest.getByText('Your role does not allow this: it takes Owner.')).toBeVisible();

  await guest.goto(`${stage.panel}/settings/tickets`);
  await expect(guest.getByRole('button', { name: 'Save' })).toHaveAccessibleDescription('Your role does not allow this: it takes Owner or Admin');
  await expect(guest.getByLabel('Priority')).toBeDisabled();
  await accessible(guest);
  await guest.goto(`${stage.panel}/settings`);
  await expect(guest.getByRole('button', { name: 'Connect a WHMCS' })).toHaveAccessibleDescription('Your role does not allow this: it takes Owner');

  await guest.goto(`${stage.panel}/profile`);
  const key = await enrol(guest);
  await guest.getByRole('button', { name: 'Ina', exact: true }).click();
  await guest.getByRole('menuitem', { name: 'Sign out' }).click();
  await guest.waitForURL('**/login');
  await guest.getByLabel('E-mail').fill('ina@brightwood.test');
  await guest.getByLabel('Password').fill(password);
  await guest.getByRole('button', { name: 'Sign in' }).click();
  await guest.getByLabel('Code of your authenticator app').fill(codeOf(key, 30));
  await accessible(guest);
  await guest.getByRole('button', { name: 'Go on' }).click();
  await guest.waitForURL('**/services');

  await stage.forgetProofs();
  await page.reload();
  await page.getByRole('button', { name: 'What to do with Ina' }).click();
  await page.getByRole('menuitem', { name: 'Sessions…' }).click();
  await expect(dialog.getByText(/Chrome on Linux/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  const sure = page.getByRole('dialog', { name: 'Is it you?' });
  await expect(sure.getByLabel('Your password')).toBeFocused();
  await sure.getByLabel('Your password').fill('not-mine-at-all');
  await sure.getByRole('button', { name: 'Go on' }).click();
  await expect(sure.getByText('This is not your password')).toBeVisible();
  await sure.getByLabel('Your password').fill(stage.login.password);
  await sure.getByRole('button', { name: 'Go on' }).click();
  await expect(sure).toBeHidden();
  await expect(page.getByText('Signed in nowhere.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('ended sessions of', { exact: false }).first()).toBeVisible();
  await accessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await contrast(page);
  await page.setViewportSize({ width: 390, height: 820 });
  await fits(page);
  await guest.reload();
  await guest.waitForURL('**/login?next=*');
});
