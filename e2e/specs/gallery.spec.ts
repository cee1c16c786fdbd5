/** Every component in every state, in both themes, wide and on a phone: pictures for people, checks for machines. */
import { accessible, contrast, expect, fits, test } from './fixture.ts';

test.use({ speed: '0' });

for (const theme of ['light', 'dark'] as const) {
  test(`the gallery has no accessibility fault in ${theme}, and its pictures are in var/gallery`, async ({ page, stage }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const width of [1360, 390]) {
      await page.setViewportSize({ width, height: 820 });
      const answer = await page.goto(`${stage.panel}/gallery`);
      expect(answer?.status()).toBe(200);
      await page.getByRole('heading').first().waitFor();
      await fits(page);
      await page.screenshot({ path: `var/gallery/${theme}-${width}.png`, fullPage: true });
    }
    await (theme === 'light' ? accessible(page) : contrast(page));
  });
}
