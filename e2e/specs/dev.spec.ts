/** `npm run dev`: Next's hot reload and our live connection share one port. (`npm start` is what the other journeys use.) */
import { expect, test } from './fixture.ts';

test.use({ dev: true, speed: '0' });

test('hot reload and the live connection run side by side over WebSockets', async ({ page, stage }) => {
  test.setTimeout(120_000);
  const seen = { live: 0, reload: 0 };
  page.on('websocket', (socket) => {
    const kind = new URL(socket.url()).pathname.startsWith('/live') ? 'live' : 'reload';
    socket.on('framereceived', () => seen[kind]++);
  });
  const { clientArea } = await stage.order('hot.com');
  await page.goto(clientArea, { timeout: 90_000 });
  await expect(page.frameLocator('#panel').getByText(/Your hosting is ready/).first()).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => seen.live).toBeGreaterThan(0);
  await expect.poll(() => seen.reload).toBeGreaterThan(0);
});
