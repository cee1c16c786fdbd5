/** The module's own tests, in PHP: every function against every way in which a server can answer. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newAuthority } from '#e2e/authority.ts';
import { layOut, needPhp } from '#e2e/whmcs/php.ts';
import { startStrange, type Strange } from '#e2e/whmcs/strange.ts';
import { runPhpTests } from '#e2e/whmcs/suite.ts';

let strange: Strange;
let site: ReturnType<typeof layOut>;
beforeAll(async () => {
  needPhp();
  strange = await startStrange(newAuthority());
  site = layOut({ panel: 'http://127.0.0.1:9', products: [{ slug: 'split', name: 'Split' }] }, 'https://whmcs.brightwood.test');
}, 120_000);
afterAll(async () => {
  await strange.stop();
  rmSync(site.folder, { recursive: true, force: true });
});

it('the module keeps its countenance', async () => {
  const { problems, passed } = await runPhpTests(site, strange.world, 'php');
  expect(problems).toEqual([]);
  expect(passed).toBeGreaterThan(20);
});
