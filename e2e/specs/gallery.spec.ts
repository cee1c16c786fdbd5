/** Every component in every state, in both themes: pictures for people; checks for machines, wide and on a phone. */
import { accessible, contrast, expect, fits, test } from './fixture.ts';

test.use({ speed: '0' });

test('the gallery has no accessibility fault in light or dark, and its pictures are in var/gallery', async ({ page, stage }) => {
  test.setTimeout(120_000);
  const answer = await page.goto(`${stage.panel}/gallery`);
  expect(answer?.status()).toBe(200);
  await page.getByRole('heading').first().waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const width of [390, 1360]) {
      await page.setViewportSize({ width, height: 820 });
      await fits(page);
    }
    await page.screenshot({ path: `var/gallery/${theme}.png`, fullPage: true });
    await (theme === 'light' ? accessible(page) : contrast(page));
  }
});
