/** Every page of the dashboard: no accessibility fault in either theme, nothing that scrolls sideways on a phone. */
import { accessible, contrast, fits, test } from './fixture.ts';

test.use({ speed: '0' });

test('no page of the dashboard has an accessibility fault in light or dark, or scrolls sideways', async ({ signedIn: page, stage }) => {
  test.setTimeout(240_000);
  const { body } = await stage.order('every-page.com');
  const own = `/services/${body.result.data.id}`;
  for (const path of ['/services', own, `${own}/deploy`, `${own}/tasks`, `${own}/dns`, `${own}/mailboxes`, '/tasks', '/nodes', '/nodes/1', '/products', '/settings', '/settings/tasks', '/settings/notifications', '/settings/history']) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(`${stage.panel}${path}`);
    await page.getByRole('heading').first().waitFor();
    await accessible(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await contrast(page);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await fits(page);
    }
    await page.setViewportSize({ width: 1360, height: 820 });
  }
});
