/** Runs the module's own tests in a PHP. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Php, phpProgram } from './which-php.ts';

const runner = fileURLToPath(new URL('tests/run.php', import.meta.url));
const line = z.object({ test: z.string(), problem: z.string().nullable() });

export interface PhpRun {
  passed: number;
  problems: readonly { test: string; problem: string }[];
  /** What the runner said at its end: which PHP, how many. */
  last: string;
}

/** One that did not come to its end has a problem, whatever it said before. */
export function runPhpTests(site: { folder: string; env: Record<string, string> }, world: Record<string, string>, php: Php): Promise<PhpRun> {
  const env = { ...site.env, WORLD: JSON.stringify(world) };
  const file = join(site.folder, 'env.json');
  writeFileSync(file, JSON.stringify(env));
  const program = phpProgram(php, [runner, file], site.folder);
  const options = { env: { ...process.env, ...program.env, ...env }, maxBuffer: 16_000_000 };
  return new Promise((done) => {
    execFile(program.file, program.args, options, (_, stdout, stderr) => {
      const lines = stdout.trim().split('\n');
      const last = lines.at(-1) ?? '';
      const tests = lines.filter((text) => text.startsWith('{"test"')).map((text) => line.parse(JSON.parse(text)));
      const problems = tests.flatMap(({ test, problem }) => (problem === null ? [] : [{ test, problem }]));
      const ended = /^8\.\d+\.\d+\S*: \d+ passed, \d+ failed$/.test(last);
      done({ passed: tests.length - problems.length, problems: ended ? problems : [...problems, { test: 'the run', problem: `it did not come to its end: ${last}\n${stderr}` }], last });
    });
  });
}
