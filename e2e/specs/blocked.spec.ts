/** Browsers and networks that forbid: third-party cookies and storage, WebSockets, copying. */
import { chromium } from '../chromium.ts';
import { expect, test } from './fixture.ts';

test.use({ speed: '0.15', launchOptions: { executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--test-third-party-cookie-phaseout'] } });

test('cookies and storage are blocked in the frame, and nothing is missing', async ({ page, stage }) => {
  await page.addInitScript(() => {
    if (window === window.top) return;
    const deny = () => { throw new DOMException('denied', 'SecurityError'); };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get: deny });
    Object.defineProperty(Document.prototype, 'cookie', { get: deny, set: deny });
  });
  const { clientArea } = await stage.order('no-cookies.com');
  await page.goto(clientArea);
  await expect(page.frameLocator('#panel').getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 30_000 });
  expect(await page.context().cookies(stage.panel)).toEqual([]);
});

test('WebSockets are blocked, and long-polling gives the same', async ({ page, stage }) => {
  await page.routeWebSocket(/\/live/, (socket) => socket.close());
  const polls: string[] = [];
  page.on('request', (request) => { if (request.url().includes('transport=polling')) polls.push(request.method()); });
  const { clientArea } = await stage.order('no-sockets.com');
  await page.goto(clientArea);
  const frame = page.frameLocator('#panel');
  await expect(frame.getByText('Live', { exact: true })).toBeVisible();
  await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 30_000 });
  expect(polls.length).toBeGreaterThan(0);
});

test('a failed order says what happens next, and Try again wins', async ({ page, stage }) => {
  await stage.control('mail-1', { op: 'fault', name: 'exit', match: 'v-add-mail-domain', times: 1, code: 1 });
  const { clientArea, body } = await stage.order('try-again.com');
  await page.goto(clientArea);
  const frame = page.frameLocator('#panel');
  await expect(frame.getByText('Setting up email did not work').first()).toBeVisible({ timeout: 30_000 });
  await expect(frame.getByText(body.result.data.reference).first()).toBeVisible();
  for (const secret of ['mail-1', 'v-add-mail-domain', 'HestiaCP', '203.0.113.11']) await expect(frame.getByText(secret)).toHaveCount(0);
  await frame.getByRole('button', { name: 'Try again' }).click();
  await expect(frame.getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 30_000 });
});

