/** A provider gives its panel a name and a colour, sets names under its own domain up for sale, orders one by hand, and a customer gets one of WHMCS. */
import sharp from 'sharp';
import { accessible, expect, fits, test, type Stage } from './fixture.ts';

test.use({ speed: '0.1' });
// The customer orders what the provider has set up.
test.describe.configure({ mode: 'serial' });

/** What the provider has on the nodes before Hostwright comes. */
async function shareDomain(stage: Stage): Promise<void> {
  const run = (node: string, line: string) => stage.control(node, { op: 'run', words: line.split(' ') });
  const user = (node: string, name: string) => run(node, `v-add-user ${name} provider-horse-1 noc@brightwood.test default Bright Wood`);
  await user('mail-1', 'brightwood-mail');
  await run('mail-1', 'v-add-mail-domain brightwood-mail brightwood.net');
  for (const node of ['ns1', 'ns2']) {
    await user(node, 'brightwood-dns');
    await run(node, 'v-add-dns-domain brightwood-dns brightwood.net 198.51.100.1 ns1.brightwood.test ns2.brightwood.test');
  }
}

test('a brand is seen before it is saved, too pale a colour with its figure, and a file that is no picture is refused', async ({ signedIn: page, stage }) => {
  await page.goto(`${stage.panel}/settings/brand`);
  // What is streamed stands hidden beside the page for a moment, when the page was quicker.
  const settings = page.getByRole('main');
  await settings.getByLabel('Your name').fill('Bright Wood');
  await settings.getByLabel('Colour (optional)').fill('#ffcc00');
  await settings.getByLabel('A sentence when it is ready').fill('Thank you for being with us.');
  await expect(settings.getByText(/#ffcc00 on white is 1\.51 to 1, and text needs 4\.5: #[0-9a-f]{6} is shown/)).toBeVisible();
  await expect(settings.getByRole('figure').getByText('Bright Wood')).toBeVisible();
  const brand = settings.locator('form').filter({ has: page.getByLabel('Your name') });
  await brand.getByRole('button', { name: 'Save' }).click();
  await expect(brand.getByRole('button', { name: 'Save' })).toBeDisabled();
  const file = (name: string, buffer: Buffer) => page.getByLabel('Logo file').setInputFiles({ name, mimeType: 'image/png', buffer });
  await file('logo.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'));
  await expect(settings.getByText('A picture in PNG, JPEG or WebP is expected')).toBeVisible();
  await file('logo.png', await sharp({ create: { width: 360, height: 80, channels: 3, background: '#1a7f4b' } }).png().toBuffer());
  await expect(page.getByRole('img', { name: 'Bright Wood' }).last()).toBeVisible();
  await accessible(page);
});

test('names under the provider’s domain are set up, ordered and used', async ({ signedIn: page, stage }) => {
  await shareDomain(stage);
  // Nobody delegates the shared domain to nodes that are simulated: its certificates are left to Auto-SSL.
  await page.goto(`${stage.panel}/settings/tickets`);
  const settings = page.getByRole('main');
  await settings.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByText('Deployment #1 of rosas-bakery.com failed [HW 7F3A-12C9/17]')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto(`${stage.panel}/settings`);
  // This stand-in has no API: every address of it is a page.
  await settings.getByRole('button', { name: 'Connect its API' }).click();
  await page.getByLabel('Identifier').fill('hostwright');
  await page.getByLabel('Secret').fill('not-a-real-one');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText(/sent a page instead of an answer \(HTTP 200\)/)).toBeVisible();
  await accessible(page);
  await page.keyboard.press('Escape');
  // What stands beside the forms is taken back in the same way; what can't be is asked about first.
  await settings.getByRole('button', { name: 'Edit Brightwood Hosting' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Brightwood II');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(settings.getByText('Brightwood II')).toBeVisible();
  await page.screenshot({ path: 'var/gallery/settings-undo.png' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(settings.getByText('Brightwood Hosting').first()).toBeVisible();
  await settings.getByRole('button', { name: 'Connect a WHMCS' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Mistaken');
  await page.getByRole('dialog').getByLabel(/^Address/).fill('https://mistaken.test');
  await page.getByRole('dialog').getByRole('button', { name: /Connect|Make the key/ }).click();
  await page.getByRole('button', { name: 'I have put it into WHMCS' }).click();
  await settings.getByRole('button', { name: 'Remove Mistaken' }).click();
  await page.getByRole('button', { name: 'Remove the connection' }).click();
  await expect(settings.getByText('Mistaken', { exact: true })).toBeHidden();
  await page.goto(`${stage.panel}/settings/notifications`);
  await settings.getByRole('button', { name: 'Add mail' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Night shift');
  await page.getByRole('dialog').getByLabel('Recipients').fill('night@brightwood.test');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await settings.getByRole('button', { name: 'Remove Night shift' }).click();
  await page.getByRole('button', { name: 'Remove the target' }).click();
  await expect(settings.getByText('night@brightwood.test')).toBeHidden();
  await page.getByText('The target is removed').locator('..').locator('..').getByRole('button', { name: 'Undo' }).click();
  await expect(settings.getByText('night@brightwood.test')).toBeVisible();
  await page.goto(`${stage.panel}/settings/ssl`);
  await settings.getByLabel('A Vanity deployment waits, seconds').fill('0');
  const autoSsl = settings.locator('form').filter({ has: page.getByLabel('Fast tries') });
  const save = autoSsl.getByRole('button', { name: 'Save' });
  await save.click();
  await expect(save).toBeDisabled();
  // What was saved is taken back for ten seconds, and stands in the log with both sides.
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(settings.getByLabel('A Vanity deployment waits, seconds')).toHaveValue('60');
  await settings.getByLabel('A Vanity deployment waits, seconds').fill('601');
  await save.click();
  await expect(settings.getByText('At most 600 seconds')).toBeVisible();
  await settings.getByLabel('A Vanity deployment waits, seconds').fill('0');
  await save.click();
  await expect(save).toBeDisabled();
  await page.getByRole('link', { name: 'History and transfer' }).click();
  await expect(settings.getByText('A Vanity deployment waits, seconds: 60 → 0')).toHaveCount(2);
  await page.goto(`${stage.panel}/products?edit=new`);
  const dialog = page.getByRole('dialog', { name: 'New product' });
  const editor = page.getByRole('dialog', { name: 'Your name online', exact: true });
  const order = page.getByRole('dialog', { name: 'New service' });
  await dialog.getByLabel('Name', { exact: true }).fill('Your name online');
  await dialog.getByLabel('Mode').selectOption('vanity');
  await expect(dialog.getByText('10 tasks', { exact: false })).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: 'Web', exact: true })).toBeHidden();
  await dialog.getByLabel('Shared domains').fill('brightwood.net\nnot a domain');
  await dialog.getByLabel('Shared mail user').fill('brightwood-mail');
  await dialog.getByLabel('Mail node').selectOption('mail-1');
  await dialog.getByLabel('Zone user').fill('brightwood-dns');
  for (const name of ['ns1', 'ns2']) await dialog.getByRole('checkbox', { name }).click();
  await accessible(page);
  await dialog.getByRole('button', { name: 'Make the product' }).click();
  await expect(dialog.getByText(/public suffix/)).toBeVisible();
  await dialog.getByLabel('Shared domains').fill('brightwood.net');
  await dialog.getByRole('textbox', { name: 'Mailbox size, MB' }).fill('300');
  await dialog.getByRole('button', { name: 'Make the product' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Your name online' }).first().click();
  await expect(editor.getByLabel('Shared domains')).toHaveValue('brightwood.net');
  await expect(editor.getByLabel('Mail node').locator('option:checked')).toHaveText('mail-1');
  await expect(editor.getByRole('textbox', { name: 'Mailbox size, MB' })).toHaveValue('300');
  await page.keyboard.press('Escape');

  await page.goto(`${stage.panel}/services`);
  await page.getByRole('button', { name: 'New service' }).first().click();
  await order.getByLabel('Product').selectOption({ label: 'Your name online' });
  await order.getByLabel('Website name').fill('lena');
  await order.getByLabel('E-mail address').fill('lena@example.com');
  await order.getByRole('button', { name: 'Place the order' }).click();
  await page.waitForURL(/\/services\/\d+\/deploy/);
  await expect(page.getByText('10 success')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Auto-SSL goes on with it: Deployments do not wait for certificates').first()).toBeVisible();
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText('lena@brightwood.net').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'DNS record' })).toBeVisible();
  await accessible(page);
});

test('a customer with a name sees its website and its mailbox, and nothing to point anywhere', async ({ page, stage }) => {
  const { status, clientArea } = await stage.order('', { product: 'your-name-online', customFields: { vanity_name: 'rosa' }, options: { vanity_domain: 'brightwood.net' } });
  expect(status).toBe(200);
  await page.goto(clientArea);
  const frame = page.frameLocator('#panel');
  await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 30_000 });
  await expect(frame.getByText('rosa.brightwood.net').first()).toBeVisible();
  await expect(frame.getByText('rosa@brightwood.net').first()).toBeVisible();
  await expect(frame.getByText('Thank you for being with us.')).toBeVisible();
  const logo = frame.getByRole('img', { name: 'Bright Wood' });
  await expect.poll(() => logo.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.height])).toEqual([360, 40]);
  const picture = await page.request.get(new URL((await logo.getAttribute('src')) ?? '', stage.panel).href);
  expect(picture.headers()).toMatchObject({ 'content-type': 'image/png', 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' });
  await expect(frame.getByText('Nameservers')).toBeHidden();
  await expect(frame.getByText(/brightwood-(mail|dns)/)).toHaveCount(0);
  await expect(frame.getByRole('navigation', { name: 'Your hosting' }).getByRole('button')).toHaveText(['Overview', 'Website', 'Email', 'Certificate', 'Backups', 'Files', 'Account']);
  await frame.getByRole('button', { name: 'Email', exact: true }).click();
  await expect(frame.getByText('300 MB')).toBeVisible();
  await frame.getByRole('button', { name: 'Change password' }).click();
  await frame.getByRole('button', { name: 'Set this password' }).click();
  await expect(frame.getByRole('region', { name: 'Password' }).getByText('Your new password is set.')).toBeVisible();
  await accessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await fits(page);
});
