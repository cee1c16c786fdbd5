/** A customer keeps mailboxes in the frame, on another site: each edit stands at its place until the node says so. */
import type { FrameLocator, Page } from '@playwright/test';
import { accessible, expect, fits, test } from './fixture.ts';

async function room(page: Page, clientArea: string): Promise<FrameLocator> {
  await page.goto(clientArea);
  const frame = page.frameLocator('#panel');
  await frame.getByRole('button', { name: 'Mailboxes' }).click({ timeout: 60_000 });
  await expect(frame.getByText('No mailbox yet')).toBeVisible();
  return frame;
}

test('a mailbox is added, changed, removed and taken back, with nothing reloaded', async ({ page, stage }) => {
  const frame = await room(page, (await stage.order('letter-box.com')).clientArea);
  await expect(frame.getByText('0 of 10')).toBeVisible();
  await expect(frame.getByText('993')).toBeVisible();
  await frame.getByRole('button', { name: 'Add mailbox' }).click();
  await expect(frame.getByLabel('Address')).toBeFocused();
  await frame.getByLabel('Address').fill('-rosa');
  await frame.getByRole('form', { name: 'New mailbox' }).getByRole('button', { name: 'Add mailbox' }).click();
  await expect(frame.getByText(/^Name is not valid/)).toBeVisible();
  await accessible(page);
  await frame.getByLabel('Address').fill('rosa');
  await frame.getByLabel('Size in MB').fill('500');
  const held = Promise.withResolvers<undefined>();
  await page.route('**/embed.items.add*', async (route) => { await held.promise; await route.continue(); }, { times: 1 });
  await frame.getByLabel('Address').press('Enter');
  const row = frame.getByRole('listitem').filter({ hasText: 'rosa@letter-box.com' });
  await expect(row, 'it stands there before the server has answered').toContainText('Being created');
  held.resolve(undefined);
  await expect(row).toContainText('500 MB');
  await expect(row.getByRole('button', { name: 'Edit' })).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Add mailbox' })).toBeFocused();
  await expect(frame.getByText('1 of 10')).toBeVisible();

  await row.getByRole('button', { name: 'Edit' }).click();
  await frame.getByLabel('Other names').fill('hello\ncontact');
  await frame.getByLabel('Forward to').fill('rosa@example.org');
  await frame.getByLabel('Automatic reply').fill('Back on Monday.');
  await frame.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('also hello@letter-box.com, contact@letter-box.com · forwards to rosa@example.org · replies by itself');
  await expect(row.getByRole('button', { name: 'Edit' })).toBeVisible();
  await accessible(page);

  await frame.getByRole('button', { name: 'Import…' }).click();
  const table = frame.getByRole('group', { name: 'Import mailboxes' });
  await expect(table.getByLabel('Table of mailboxes')).toBeFocused();
  await table.getByLabel('Table of mailboxes').fill('address,quota\nzoe,1 GB\nrosa@elsewhere.com,');
  await expect(table.getByText('rosa@elsewhere.com is not an address of letter-box.com')).toBeVisible();
  await accessible(page);
  await page.screenshot({ path: 'var/gallery/mailboxes-import.png' });
  await table.getByRole('button', { name: 'Add 1 mailbox' }).click();
  await expect(table.getByText(/^Added · 1 GB$/)).toBeVisible();
  await table.getByRole('button', { name: 'Done' }).click();
  const zoe = frame.getByRole('listitem').filter({ hasText: 'zoe@letter-box.com' });
  await expect(zoe.getByRole('button', { name: 'Edit' })).toBeVisible();
  await expect(frame.getByText('2 of 10')).toBeVisible();

  // What nobody has a mailbox for, and what the world is told of the domain's mail.
  const unknown = frame.getByRole('region', { name: 'Mail to unknown names' });
  await expect(unknown).toContainText('Is refused');
  await unknown.getByRole('button', { name: /^Edit/ }).click();
  await unknown.getByLabel(/^Mail to a name/).selectOption('to');
  await unknown.getByLabel('Address').fill('nobody@letter-box.com');
  await unknown.getByLabel('Address').press('Enter');
  await expect(unknown.getByText(/is no mailbox: choose one/)).toBeVisible();
  await accessible(page);
  await unknown.getByLabel('Address').fill('rosa@letter-box.com');
  await unknown.getByLabel('Address').press('Enter');
  await expect(unknown).toContainText('Goes to rosa@letter-box.com');
  await expect(unknown.getByText('Being changed')).toBeHidden();
  await row.getByRole('button', { name: 'Remove' }).click();
  await row.getByRole('group').getByRole('button', { name: 'Remove' }).click();
  await expect(row.getByText(/takes all mail that nobody else gets/)).toBeVisible();
  await row.getByRole('button', { name: 'Keep' }).click();
  await unknown.getByRole('button', { name: /^Edit/ }).click();
  await unknown.getByLabel(/^Mail to a name/).selectOption('refuse');
  await unknown.getByRole('button', { name: 'Save' }).click();
  await expect(unknown).toContainText('Is refused');
  const records = frame.getByRole('region', { name: 'Records of your mail' });
  await expect(records.getByRole('button', { name: 'Check again' })).toBeVisible();
  await expect(records.getByRole('listitem')).toHaveCount(4);
  const programs = frame.getByRole('region', { name: 'Set up a mail program' });
  const profile = page.waitForEvent('download');
  await programs.getByRole('button', { name: 'Download profile' }).click();
  expect((await profile).suggestedFilename()).toBe('rosa@letter-box.com.mobileconfig');

  await row.getByRole('button', { name: 'Remove' }).click();
  await expect(row.getByText('All mail in it is deleted.')).toBeVisible();
  await row.getByRole('group').getByRole('button', { name: 'Remove' }).click();
  await row.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByRole('button', { name: 'Edit' })).toBeVisible();
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page);
    expect(await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
  }
});

test('one that its server refuses says so in place, keeps what was typed, and works when it is tried again', async ({ page, stage }) => {
  const frame = await room(page, (await stage.order('stubborn-box.com')).clientArea);
  await stage.control('mail-1', { op: 'fault', name: 'exit', match: 'v-add-mail-account ', code: 10, times: 1 });
  await frame.getByRole('button', { name: 'Add mailbox' }).click();
  await frame.getByLabel('Address').fill('info');
  await frame.getByLabel('Address').press('Enter');
  const row = frame.getByRole('listitem').filter({ hasText: 'info@stubborn-box.com' });
  await expect(row.getByText('This did not work.')).toBeVisible();
  await accessible(page);
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect(row.getByRole('button', { name: 'Remove' })).toBeVisible();
});

test('staff have the same room, and see what the customer did', async ({ signedIn: page, stage, context }) => {
  const { clientArea, body } = await stage.order('shared-room.com');
  const customer = await context.newPage();
  const frame = await room(customer, clientArea);
  await page.goto(`${stage.panel}/services/${body.result.data.id}/mailboxes`);
  await expect(page.getByText('No mailbox yet')).toBeVisible();
  await frame.getByRole('button', { name: 'Add mailbox' }).click();
  await frame.getByLabel('Address').fill('info');
  await frame.getByLabel('Address').press('Enter');
  const row = page.getByRole('listitem').filter({ hasText: 'info@shared-room.com' });
  await expect(row.getByRole('button', { name: 'Edit' })).toBeVisible();
  // What somebody changes on the server is marked for both, and overwritten by nobody.
  await stage.control('mail-1', { op: 'run', words: ['v-change-mail-account-quota', 'shared-room-com-mail', 'shared-room.com', 'info', '250'] });
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(row.getByText('Changed outside.')).toBeVisible();
  await accessible(page);
  await frame.getByRole('button', { name: 'Keep what is on the server' }).click();
  await expect(row.getByText('Changed outside.')).toBeHidden();
  await expect(row).toContainText('250 MB');
  await row.getByRole('button', { name: 'Remove' }).click();
  await row.getByRole('group').getByRole('button', { name: 'Remove' }).click();
  await expect(frame.getByRole('listitem').filter({ hasText: 'info@shared-room.com' }).getByRole('button', { name: 'Undo' })).toBeVisible();
  await accessible(page);
});
