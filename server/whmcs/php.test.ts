/** The module's own tests, in PHP: every function against every way in which a server can answer. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { newAuthority } from '#e2e/authority.ts';
import { layOut, needPhp } from '#e2e/whmcs/php.ts';
import { startStrange } from '#e2e/whmcs/strange.ts';
import { type PhpRun, runPhpTests } from '#e2e/whmcs/suite.ts';

const cli = fileURLToPath(new URL('../../node_modules/.bin/php-wasm-cli', import.meta.url));
beforeAll(needPhp, 120_000);

async function run(php: Parameters<typeof runPhpTests>[2]): Promise<PhpRun> {
  const strange = await startStrange(newAuthority());
  const site = layOut({ panel: 'http://127.0.0.1:9', products: [{ slug: 'split', name: 'Split' }] }, 'https://whmcs.brightwood.test');
  try {
    return await runPhpTests(site, strange.world, php);
  } finally {
    await strange.stop();
    rmSync(site.folder, { recursive: true, force: true });
  }
}

it('the module keeps its countenance in this machine’s PHP', async () => {
  const { problems, passed } = await run('php');
  expect(problems).toEqual([]);
  expect(passed).toBeGreaterThan(20);
});

// One after the other: side by side they slow each other down until what is measured in seconds is too late.
it.each(['8.1', '8.3', '8.4'])('the module keeps its countenance in PHP %s', { timeout: 120_000 }, async (version) => {
  const { problems, passed, last } = await run({ cli, version });
  expect(problems).toEqual([]);
  expect(passed).toBeGreaterThan(20);
  expect(last.startsWith(`${version}.`)).toBe(true);
});

it('a PHP that is too old is told so, and breaks nothing', async () => {
  const { stdout } = await promisify(execFile)(cli, [fileURLToPath(new URL('../../e2e/whmcs/tests/too-old.php', import.meta.url))], { env: { ...process.env, PHP: '7.4' } });
  expect(stdout).toContain('needs PHP 8.1 or newer');
});
