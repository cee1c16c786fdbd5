/** Every page of the dashboard: no accessibility fault in either theme, nothing that scrolls sideways on a phone. */
import { accessible, contrast, fits, test } from './fixture.ts';

test.use({ speed: '0' });

for (const theme of ['light', 'dark'] as const) {
  test(`no page of the dashboard has an accessibility fault or scrolls sideways in ${theme}`, async ({ signedIn: page, stage }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { body } = await stage.order(`every-page-${theme}.com`);
    const own = `/services/${body.result.data.id}`;
    for (const path of ['/services', own, `${own}/deploy`, `${own}/tasks`, `${own}/dns`, '/tasks', '/nodes', '/nodes/1', '/products', '/settings']) {
      await page.goto(`${stage.panel}${path}`);
      await page.getByRole('heading').first().waitFor();
      await (theme === 'light' ? accessible(page) : contrast(page));
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await fits(page);
      }
      await page.setViewportSize({ width: 1360, height: 820 });
    }
  });
}
