/** A customer opens the files of a website in the frame: sends, edits, renames and removes, and staff see the same. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { accessible, expect, fits, test } from './fixture.ts';

test('files are opened, sent, edited against what somebody else wrote, got back, and removed', async ({ signedIn: page, stage, browser }) => {
  test.setTimeout(120_000);
  const { clientArea, body } = await stage.order('file-shop.com');
  // In a browser of their own: of two tabs in one, only the front one takes clicks.
  const own = await browser.newContext({ acceptDownloads: true });
  const customer = await own.newPage();
  await customer.goto(clientArea);
  const frame = customer.frameLocator('#panel');
  await frame.getByRole('button', { name: 'Files', exact: true }).click({ timeout: 60_000 });
  const room = frame.getByRole('region', { name: 'Files', exact: true });
  const table = room.getByRole('table', { name: 'Files in public_html' });
  await expect(table.getByRole('button', { name: 'index.html', exact: true })).toBeVisible();

  // A folder, and two files into it; the second has the name of one that is there.
  await room.getByRole('button', { name: 'New folder' }).click();
  await room.getByRole('textbox', { name: 'Name of the folder' }).fill('..');
  await room.getByRole('button', { name: 'Create' }).click();
  await expect(room.getByText('it means another folder')).toBeVisible();
  await room.getByRole('textbox', { name: 'Name of the folder' }).fill('shop');
  await room.getByRole('textbox', { name: 'Name of the folder' }).press('Enter');
  await table.getByRole('button', { name: 'shop', exact: true }).click();
  await expect(room.getByText('Nothing in this folder')).toBeVisible();
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await room.locator('input[type=file]').setInputFiles([file('note.txt', 'one\n'), file('<b>ü.txt', 'two\n')]);
  await expect(room.getByRole('region', { name: 'Uploads' }).getByText('Uploaded')).toHaveCount(2);
  await room.locator('input[type=file]').setInputFiles([file('note.txt', 'new\n')]);
  await room.getByRole('button', { name: 'Replace what is there: note.txt' }).click();
  await expect(room.getByRole('region', { name: 'Uploads' }).getByText('Uploaded')).toHaveCount(3);
  await accessible(customer);
  await room.getByRole('button', { name: 'Clear the list' }).click();

  // Two people at one file.
  await page.goto(`${stage.panel}/services/${body.result.data.id}/files`);
  await page.getByRole('button', { name: 'shop', exact: true }).click();
  await page.getByRole('button', { name: 'note.txt', exact: true }).click();
  const theirs = page.getByRole('textbox', { name: 'Text of note.txt' });
  await expect(theirs).toHaveValue('new\n');
  const inside = room.getByRole('table', { name: 'Files in public_html/shop' });
  await inside.getByRole('button', { name: 'note.txt', exact: true }).press('Enter');
  const text = frame.getByRole('textbox', { name: 'Text of note.txt' });
  await text.fill('customer\n');
  await text.press('Control+s');
  await expect(frame.getByText('Saved', { exact: true })).toBeVisible();
  await theirs.fill('staff wrote this\n');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('changed meanwhile')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await text.fill('lost');
  await accessible(customer);
  await frame.getByRole('button', { name: 'Close', exact: true }).click();
  await frame.getByRole('button', { name: 'Close without saving' }).click();

  await inside.getByRole('button', { name: 'Actions for note.txt' }).click();
  const coming = customer.waitForEvent('download');
  await inside.getByRole('button', { name: 'Download' }).click();
  const download = await coming;
  expect([download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]).toEqual(['note.txt', 'staff wrote this\n']);
  await inside.getByRole('button', { name: 'Permissions' }).click();
  await inside.getByRole('checkbox', { name: 'Read' }).last().press('Space');
  await expect(inside.getByRole('textbox', { name: 'As a number' })).toHaveValue('640');
  await accessible(customer);
  await inside.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(inside.getByText('rw-r-----')).toBeVisible();

  // By the keyboard: down to the last, another name, and away with it.
  await inside.getByRole('button', { name: '<b>ü.txt', exact: true }).press('ArrowDown');
  await expect(inside.getByRole('button', { name: 'note.txt', exact: true })).toBeFocused();
  await customer.keyboard.press('F2');
  await inside.getByRole('textbox', { name: 'New name' }).fill('last.txt');
  await customer.keyboard.press('Enter');
  await inside.getByRole('button', { name: 'last.txt', exact: true }).press('Delete');
  await expect(inside.getByText('Remove last.txt? The file is gone at once.')).toBeVisible();
  await inside.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(inside.getByRole('button', { name: 'last.txt', exact: true })).toHaveCount(0);
  await room.getByRole('button', { name: 'public_html' }).click();
  await expect(table.getByRole('button', { name: 'shop', exact: true })).toBeVisible();
  await table.getByRole('button', { name: 'Actions for shop' }).click();
  await table.getByRole('button', { name: 'Permissions' }).click();
  for (const width of [1280, 390, 320]) {
    await customer.setViewportSize({ width, height: 900 });
    await fits(customer);
    expect(await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
  }
  await own.close();
});
