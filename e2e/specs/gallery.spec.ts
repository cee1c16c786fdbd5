/** Every component in every state, in both themes: checks for machines, wide and on a phone; in the long run pictures for people, in var/gallery. */
import type { Page } from '@playwright/test';
import { long } from '../long.ts';
import { accessible, contrast, expect, fits, test } from './fixture.ts';

test.use({ speed: '0' });

/** One shelf at a time, the others out of the page: what the machine's look costs grows faster than what it looks at. */
async function shelfByShelf(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
  const count = await page.locator('[data-shelf]').count();
  expect(count).toBeGreaterThan(10);
  await page.evaluate(() => Object.assign(globalThis, { shelves: [...document.querySelectorAll('[data-shelf]')].map((shelf) => ({ shelf, place: shelf.parentElement })) }));
  const show = (only: number | null) => page.evaluate((at) => {
    const { shelves } = globalThis as unknown as { shelves: readonly { shelf: Element; place: Element | null }[] };
    for (const { shelf } of shelves) shelf.remove();
    for (const [index, { shelf, place }] of shelves.entries()) if (at === null || at === index) place?.append(shelf);
  }, only);
  for (let at = 0; at < count; at++) {
    await show(at);
    await look(page);
  }
  await show(null);
}

test('the gallery has no accessibility fault in light or dark', async ({ page, stage }) => {
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
    if (long) await page.screenshot({ path: `var/gallery/${theme}.png`, fullPage: true });
    await shelfByShelf(page, theme === 'light' ? accessible : contrast);
  }
});
