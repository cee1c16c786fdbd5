/** A customer keeps the records of their domain in the frame; staff see the same list beside the nameservers. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { accessible, expect, fits, test } from './fixture.ts';

/** The next edit's answer waits until what this answers is called. */
async function held(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  await page.route('**/embed.dns.change*', async (route) => { await promise; await route.continue(); }, { times: 1 });
  return () => resolve(undefined);
}

test('a record is added, edited, refused, put in the place of ours, taken back and removed, with nothing reloaded', async ({ browser, signedIn: staff, stage }) => {
  test.setTimeout(180_000);
  const { body, clientArea } = await stage.order('name-shop.com');
  const page = await (await browser.newContext()).newPage();
  await page.goto(clientArea);
  const frame = page.frameLocator('#panel');
  await frame.getByRole('button', { name: 'DNS', exact: true }).click({ timeout: 60_000 });
  const table = frame.getByRole('table', { name: 'Records of name-shop.com' });
  const row = (name: RegExp) => table.getByRole('row', { name });
  const published = frame.getByText('Published on all nameservers');
  await expect(row(/^_dmarc TXT .*p=quarantine.* Managed/)).toBeVisible();
  await expect(frame.getByText('15 of 100')).toBeVisible();
  await accessible(page);

  await frame.getByRole('button', { name: 'Add record' }).click();
  const fresh = frame.getByRole('form', { name: 'New record' });
  await expect(fresh.getByLabel('Type')).toBeFocused();
  await fresh.getByLabel('Type').selectOption('TXT');
  await fresh.getByLabel('Text').fill('it\'s "me"');
  await fresh.getByRole('button', { name: 'Add record' }).click();
  await expect(fresh.getByText(/^A text has up to 2000 plain characters/)).toBeVisible();
  await accessible(page);
  await fresh.getByLabel('Text').fill('proof=12345');
  const added = await held(page);
  await fresh.getByLabel('Text').press('Enter');
  await expect(row(/^@ TXT proof=12345 .*Being published/), 'it stands there before the server has answered').toBeVisible();
  added();
  await expect(fresh).toBeHidden();
  await expect(frame.getByRole('button', { name: 'Add record' })).toBeFocused();
  await expect(published).toBeVisible();
  await expect(frame.getByText('16 of 100')).toBeVisible();

  await frame.getByRole('button', { name: 'Edit @ TXT' }).click();
  const edit = frame.getByRole('form', { name: 'Change @ TXT' });
  await edit.getByLabel('Text').fill('proof=67890');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(row(/^@ TXT proof=67890/)).toBeVisible();
  await expect(published).toBeVisible();

  await frame.getByRole('button', { name: 'Add record' }).click();
  await fresh.getByLabel('Type').selectOption('CNAME');
  await fresh.getByLabel('Name').fill('www');
  await fresh.getByLabel('Stands for').fill('shops.example.net');
  const refused = await held(page);
  await fresh.getByRole('button', { name: 'Add record' }).click();
  await expect(row(/^www CNAME shops.example.net/)).toBeVisible();
  refused();
  await expect(row(/^www CNAME/), 'what is refused is taken back, and stays typed').toBeHidden();
  await expect(fresh.getByLabel('Stands for')).toHaveValue('shops.example.net');
  await expect(fresh.getByText(/^www can not have a CNAME beside other records \(A\)/)).toBeVisible();
  await fresh.getByRole('button', { name: 'Cancel' }).click();

  await stage.control('ns2', { op: 'fault', name: 'exit', match: 'v-insert-dns-records', code: 10, times: 1 });
  await frame.getByRole('button', { name: 'Change www A' }).click();
  const change = frame.getByRole('form', { name: 'Change www A' });
  await expect(change.getByText(/Your website is no longer found at www.name-shop.com/)).toBeVisible();
  await change.getByLabel('Type').selectOption('CNAME');
  await change.getByLabel('Stands for').fill('shops.example.net');
  await accessible(page);
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(row(/^www A .*Replaced by yours/)).toBeVisible();
  await expect(frame.getByText(/^Published on 1 of 2 nameservers/)).toBeVisible();
  await accessible(page);
  await page.screenshot({ path: 'var/gallery/records.png', fullPage: true });
  await frame.getByRole('button', { name: 'Try again' }).click();
  await expect(published).toBeVisible();
  await frame.getByRole('button', { name: 'Restore www CNAME' }).click();
  await expect(row(/^www A .*Managed/)).toBeVisible();

  await frame.getByRole('button', { name: 'Switch off ftp A' }).click();
  const slow = Promise.withResolvers<undefined>();
  await page.route('**/embed.dns.change*', async (route) => { await slow.promise; await route.continue(); }, { times: 1 });
  await frame.getByRole('group', { name: 'Switch off ftp A?' }).getByRole('button', { name: 'Switch off' }).click();
  await expect(row(/^ftp A .*Switched off/)).toBeVisible();
  // Whoever goes on before the answer is there keeps what they have opened.
  await frame.getByRole('button', { name: 'Use a provider…' }).click();
  const answered = page.waitForResponse('**/embed.dns.change*');
  slow.resolve(undefined);
  await answered;
  await expect(published).toBeVisible();
  await frame.getByLabel('Provider', { exact: true }).selectOption('fastmail');
  await expect(frame.getByText('in1-smtp.messagingengine.com')).toBeVisible();
  await page.screenshot({ path: 'var/gallery/records-provider.png', fullPage: true });
  await frame.getByRole('button', { name: 'Use these records' }).click();
  await expect(row(/in1-smtp.messagingengine.com/)).toBeVisible();
  await expect(published).toBeVisible();

  await frame.getByRole('button', { name: 'Zone file' }).click();
  await frame.getByRole('menuitem', { name: 'Import…' }).click();
  const file = frame.getByRole('group', { name: 'Zone file' });
  await expect(file.getByLabel('Zone file', { exact: true })).toBeFocused();
  await file.getByLabel('Zone file', { exact: true }).fill('old-shop 300 IN A 192.0.2.44\nwww 300 IN A 192.0.2.45\nprinter PTR host.other.net.');
  await expect(file.getByText('PTR records are not kept here')).toBeVisible();
  await expect(file.getByRole('listitem').filter({ hasText: /^www\s+A/ })).toHaveCount(2);
  await accessible(page);
  await page.screenshot({ path: 'var/gallery/records-file.png', fullPage: true });
  await file.getByRole('button', { name: 'Use these records' }).click();
  await expect(row(/^old-shop A 192.0.2.44/)).toBeVisible();
  await expect(published).toBeVisible();
  await frame.getByRole('button', { name: 'Zone file' }).click();
  const [exported] = await Promise.all([page.waitForEvent('download'), frame.getByRole('menuitem', { name: 'Export' }).click()]);
  expect(exported.suggestedFilename()).toBe('name-shop.com.zone');
  expect(await readFile(await exported.path(), 'utf8')).toMatch(/^\$ORIGIN name-shop\.com\.[^]*\nwww\t300\tIN\tA\t192\.0\.2\.45\n/);

  const removed = await held(page);
  await frame.getByRole('button', { name: 'Remove fm1._domainkey CNAME' }).click();
  await frame.getByRole('button', { name: 'Remove fm2._domainkey CNAME' }).click();
  await expect(row(/^fm[12]._domainkey/), 'two clicks, and no answer yet').toHaveCount(0);
  removed();
  await frame.getByText('fm2._domainkey CNAME removed.').waitFor();
  await frame.getByRole('button', { name: 'Undo' }).click();
  await expect(row(/^fm2._domainkey/)).toBeVisible();
  await expect(row(/^fm1._domainkey/)).toBeHidden();
  await frame.getByRole('checkbox', { name: /^@ TXT proof/ }).click();
  await frame.getByRole('group', { name: 'Chosen records' }).getByRole('button', { name: 'Remove' }).click();
  await expect(row(/^@ TXT proof/)).toBeHidden();
  await expect(published).toBeVisible();
  for (const width of [960, 390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page);
    expect(await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `var/gallery/records-${width}.png`, fullPage: true });
  }

  await staff.setViewportSize({ width: 1280, height: 900 });
  await staff.goto(`${stage.panel}/services/${body.result.data.id}/dns`);
  await expect(staff.getByRole('table', { name: 'Nameservers' }).getByRole('row', { name: /^ns2/ }).getByText('In sync')).toBeVisible();
  await expect(staff.getByRole('table', { name: 'Records of name-shop.com' }).getByRole('row', { name: /in1-smtp.messagingengine.com/ })).toBeVisible();
  await accessible(staff);
  await staff.screenshot({ path: 'var/gallery/records-staff.png', fullPage: true });
});
