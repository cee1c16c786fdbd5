/** The module's own tests, in PHP: every function against every way in which a server can answer. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { newAuthority } from '#e2e/authority.ts';
import { layOut, needPhp } from '#e2e/whmcs/php.ts';
import { startStrange } from '#e2e/whmcs/strange.ts';
import { runPhpTests } from '#e2e/whmcs/suite.ts';

const cli = fileURLToPath(new URL('../../node_modules/.bin/php-wasm-cli', import.meta.url));
beforeAll(needPhp, 120_000);

// What WHMCS can run on. They wait for servers that do not answer most of the time, so they do it side by side.
it.concurrent.each([['this machine’s', 'php'], ...['8.1', '8.3', '8.4'].map((version) => [version, { cli, version }] as const)] as const)('the module keeps its countenance in %s PHP', { timeout: 120_000 }, async (_, php) => {
  const strange = await startStrange(newAuthority());
  const site = layOut({ panel: 'http://127.0.0.1:9', products: [{ slug: 'split', name: 'Split' }] }, 'https://whmcs.brightwood.test');
  try {
    const { problems, passed, last } = await runPhpTests(site, strange.world, php);
    expect(problems).toEqual([]);
    expect(passed).toBeGreaterThan(20);
    expect(last.startsWith(php === 'php' ? '8.' : `${php.version}.`)).toBe(true);
  } finally {
    await strange.stop();
    rmSync(site.folder, { recursive: true, force: true });
  }
});

it('a PHP that is too old is told so, and breaks nothing', async () => {
  const { stdout } = await promisify(execFile)(cli, [fileURLToPath(new URL('../../e2e/whmcs/tests/too-old.php', import.meta.url))], { env: { ...process.env, PHP: '7.4' } });
  expect(stdout).toContain('needs PHP 8.1 or newer');
});
