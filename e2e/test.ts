/** Everything: types, lint, unused exports, unit and integration, pages and browser. Ends with one plain line. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { chromium } from './chromium.ts';
import { needPhp } from './whmcs/which-php.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { long: { type: 'boolean', default: false } } });
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', ...(values.long && { HOSTWRIGHT_LONG: '1' }) };

interface Result {
  passed: number;
  failed: number;
}

const run = (script: string, args: readonly string[], extra: Record<string, string> = {}) =>
  new Promise<number>((done) => {
    spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, ...extra } }).once('exit', (code) => done(code ?? 1)).once('error', () => done(1));
  });

/** A tool that answers only yes or no counts as one check. */
async function check(name: string, script: string, args: readonly string[], extra?: Record<string, string>): Promise<Result> {
  const started = performance.now();
  const code = await run(script, args, extra);
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numFailedTestSuites: z.number() });
const playwrightReport = z.object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }) });

/** A runner's own report; one that wrote none, or counted no failure and yet failed, has failed. */
function counted(file: string, code: number, read: (text: string) => Result): Result {
  const result = existsSync(file) ? read(readFileSync(file, 'utf8')) : { passed: 0, failed: 0 };
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

async function vitest(): Promise<Result> {
  const file = join(root, 'var/vitest.json');
  const code = await run('node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return counted(file, code, (text) => {
    const report = vitestReport.parse(JSON.parse(text));
    return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, report.numFailedTestSuites) };
  });
}

async function browser(): Promise<Result> {
  chromium();
  const code = await run('node_modules/@playwright/test/cli.js', ['test']);
  return counted(join(root, 'var/playwright.json'), code, (text) => {
    const { stats } = playwrightReport.parse(JSON.parse(text));
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  });
}

mkdirSync(join(root, 'var'), { recursive: true });
for (const old of ['vitest.json', 'playwright.json']) rmSync(join(root, 'var', old), { force: true });
const results: Result[] = [];
results.push(...(await Promise.all([
  check('types', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.']),
  check('lint', 'node_modules/oxlint/bin/oxlint', ['--quiet']),
  check('unused files and exports', 'node_modules/knip/bin/knip.js', []),
])));
// Before several tests would install it at once; those that need it say so themselves when it could not be.
try {
  await needPhp();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
results.push(await vitest());
const built = await check('pages build', 'server/build.ts', []);
results.push(built);
if (built.failed === 0) results.push(await browser());

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
