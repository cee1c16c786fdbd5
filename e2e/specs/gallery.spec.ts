/** Every component in every state, in both themes: checks for machines, wide and on a phone; in the long run pictures for people, in var/gallery. */
import { long } from '../long.ts';
import { accessible, contrast, expect, fits, test } from './fixture.ts';

test.use({ speed: '0' });

test('the gallery has no accessibility fault in light or dark', async ({ page, stage }) => {
  test.setTimeout(240_000);
  const answer = await page.goto(`${stage.panel}/gallery`);
  expect(answer?.status()).toBe(200);
  const parts = page.getByRole('navigation', { name: 'Parts', exact: true }).getByRole('link');
  const addresses = await parts.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(addresses.length).toBeGreaterThan(10);
  // A part at a time: what a look costs grows faster than what is looked at.
  for (const address of addresses) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(address);
    await expect(page.locator('section h2')).not.toHaveCount(0);
    for (const width of [390, 1360]) {
      await page.setViewportSize({ width, height: 820 });
      await fits(page);
    }
    const picture = (theme: string) => (long ? page.screenshot({ path: `var/gallery/${new URL(address).searchParams.get('part')}-${theme}.png`, fullPage: true }) : null);
    await picture('light');
    await accessible(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await picture('dark');
    await contrast(page);
  }
});
