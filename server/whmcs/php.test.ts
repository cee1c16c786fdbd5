/** The module's own tests, in PHP: every function against every way in which a server can answer. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { newAuthority } from '#e2e/authority.ts';
import { layOut, needPhp } from '#e2e/whmcs/php.ts';
import { startStrange, type Strange } from '#e2e/whmcs/strange.ts';

const runner = fileURLToPath(new URL('../../e2e/whmcs/tests/run.php', import.meta.url));
const line = z.object({ test: z.string(), problem: z.string().nullable() });

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
  const out = await new Promise<string>((done) => {
    execFile('php', [runner], { env: { ...process.env, ...site.env, WORLD: JSON.stringify(strange.world) }, maxBuffer: 16_000_000 }, (_, stdout, stderr) => done(stdout + stderr));
  });
  const lines = out.trim().split('\n');
  expect(lines.at(-1)).toMatch(/^8\.\d+\.\d+\S*: \d+ passed, \d+ failed$/);
  const tests = lines.slice(0, -1).map((one) => line.parse(JSON.parse(one)));
  expect(tests.filter(({ problem }) => problem !== null)).toEqual([]);
  expect(tests.length).toBeGreaterThan(20);
});
