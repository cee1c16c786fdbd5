/** Runs the module's own tests in a PHP. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Php, phpProgram } from './which-php.ts';

const runner = fileURLToPath(new URL('tests/run.php', import.meta.url));

export interface PhpRun {
  passed: number;
  problems: readonly { test: string; problem: string }[];
  /** Of PHP. */
  version: string;
}

/** What PHPUnit says, and what says the same: a line for each, and below one that failed what was the matter. */
function read(said: string): PhpRun {
  const tests = [...said.matchAll(/^ ([✔✘]) (.*) \[\d+ ms\]\n((?: {3}│ .*\n)*)/gm)].map(([, mark, test = '', lines = '']) => ({ test, problem: mark === '✔' ? null : lines.replaceAll(/^ {3}│ /gm, '').trim() }));
  const problems = tests.flatMap(({ test, problem }) => (problem === null ? [] : [{ test, problem }]));
  const [, ok, failed] = /\n(?:OK \((\d+) tests, \d+ assertions\)|FAILURES!\nTests: (\d+), Assertions: \d+, Failures: \d+\.)\n$/.exec(said) ?? [];
  const ended = Number(ok ?? failed) === tests.length && (ok === undefined) === (problems.length > 0);
  return { passed: tests.length - problems.length, problems: ended ? problems : [...problems, { test: 'the run', problem: `it did not come to its end: ${said.slice(-2000)}` }], version: /^Runtime: PHP (\S+)/m.exec(said)?.[1] ?? '' };
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
      const run = read(stdout);
      done(stderr === '' || run.problems.length === 0 ? run : { ...run, problems: [...run.problems, { test: 'stderr', problem: stderr }] });
    });
  });
}
