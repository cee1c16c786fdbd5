/** The module's own tests, in PHP: every function against every way in which a server can answer. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { newAuthority } from '#e2e/authority.ts';
import { layOut } from '#e2e/whmcs/php.ts';
import { startStrange } from '#e2e/whmcs/strange.ts';
import { type PhpRun, runPhpTests } from '#e2e/whmcs/suite.ts';
import { needPhp, type Php, phpProgram } from '#e2e/whmcs/which-php.ts';

beforeAll(needPhp, 120_000);

async function run(php: Php): Promise<PhpRun> {
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
  const { problems, passed } = await run('native');
  expect(problems).toEqual([]);
  expect(passed).toBeGreaterThan(20);
});

// One after the other: side by side they slow each other down until what is measured in seconds is too late.
it.each(['8.1', '8.3', '8.4'])('the module keeps its countenance in PHP %s', { timeout: 120_000 }, async (version) => {
  const { problems, passed, version: ran } = await run({ wasm: version });
  expect(problems).toEqual([]);
  expect(passed).toBeGreaterThan(20);
  expect(ran.startsWith(`${version}.`)).toBe(true);
});

it('a PHP that is too old is told so, and breaks nothing', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'hostwright-old-'));
  const { file, args, env } = phpProgram({ wasm: '7.4' }, [fileURLToPath(new URL('../../e2e/whmcs/tests/too-old.php', import.meta.url))], scratch);
  const { stdout } = await promisify(execFile)(file, args, { env: { ...process.env, ...env } });
  rmSync(scratch, { recursive: true, force: true });
  expect(stdout).toContain('needs PHP 8.1 or newer');
});
