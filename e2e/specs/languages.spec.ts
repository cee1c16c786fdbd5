/** The customer's frame in each language: chosen by its viewer, read from either side, with no fault in light or dark and nothing that scrolls sideways. */
import { accessible, expect, test } from './fixture.ts';

test.use({ speed: '0' });

test('the panel is read in Arabic and in German, room by room', async ({ page, stage }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.goto((await stage.order('every-language.com')).clientArea);
  const panel = page.frameLocator('#panel');
  const frame = page.frames().find((one) => one.url().includes('/embed'));
  if (frame === undefined) throw new Error('There is no frame');
  const readAs = () => frame.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  /** On a phone nothing scrolls sideways. */
  const narrow = async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1360, height: 820 });
    // Until the page around it has made room, what is to be clicked may still move.
    await expect.poll(async () => (await page.locator('#panel').boundingBox())?.height === (await frame.evaluate(() => Math.max(420, Math.ceil(document.documentElement.getBoundingClientRect().height))))).toBe(true);
  };
  await panel.getByText('Your hosting is ready').first().waitFor({ timeout: 60_000 });
  const rooms = panel.getByRole('navigation').getByRole('button');
  await panel.getByLabel('Language').selectOption('ar');
  await expect(rooms.first()).toHaveText('نظرة عامة');
  expect(await readAs()).toEqual(['ar', 'rtl']);
  const count = await rooms.count();
  for (let at = 0; at < count; at++) {
    await rooms.nth(at).click();
    await panel.getByRole('heading').nth(1).waitFor();
    // In the dark: the journeys look at the rooms in the light.
    await accessible(page);
    await narrow();
  }
  // The account's own choice leaves with its room.
  await rooms.first().click();
  await expect(panel.getByLabel('اللغة')).toHaveCount(1);
  await panel.getByLabel('اللغة').selectOption('de');
  await expect(rooms.first()).toHaveText('Überblick');
  expect(await readAs()).toEqual(['de', 'ltr']);
  for (let at = 0; at < count; at++) {
    await rooms.nth(at).click();
    await panel.getByRole('heading').nth(1).waitFor();
    await narrow();
  }
});
