/** `npm run bench [name…] [--json] [--quick]`: measures the figures; a missed goal is said, not an error. */
import { parseArgs } from 'node:util';
import { accept } from './accept.ts';
import { dead } from './dead.ts';
import { deploy } from './deploy.ts';
import { download } from './download.ts';
import { drift } from './drift.ts';
import { figureOf, watchLoad, type Bench, type Figure } from './figure.ts';
import { memory } from './memory.ts';
import { module as moduleCalls } from './module.ts';
import { otherModes } from './modes.ts';
import { paint } from './paint.ts';
import { panel } from './panel.ts';
import { placement } from './placement.ts';
import { ssh } from './ssh.ts';
import { start } from './start.ts';
import { storm } from './storm.ts';
import { endStands } from './stand.ts';
import { suspend } from './suspend.ts';
import { table } from './table.ts';
import { usage as usageSync } from './usage.ts';

const benches: Record<string, (bench: Bench) => Promise<void>> = { accept, module: moduleCalls, start, deploy, modes: otherModes, paint, panel, ssh, storm, suspend, usage: usageSync, drift, dead, placement, download, memory };

const usage = `npm run bench -- [name…] [options]

  names          ${Object.keys(benches).join(' ')} (default: all)
  --json         one JSON line per figure instead of a table
  --quick        fewer and shorter runs: for a look, not for a record
`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });

const figures: Figure[] = [];

async function main(): Promise<number> {
  const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
  if (values.help || unknown.length > 0) {
    process.stdout.write(unknown.length > 0 ? `There is no figure ${unknown.join(', ')}\n\n${usage}` : usage);
    return unknown.length > 0 ? 2 : 0;
  }
  let broken = 0;
  for (const [name, run] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    let seen = watchLoad();
    try {
      await run({
        quick: values.quick,
        say: (text) => {
          seen = watchLoad();
          process.stderr.write(`… ${text}\n`);
        },
        report: (measured) => {
          const figure = figureOf(measured, seen());
          figures.push(figure);
          if (values.json) process.stdout.write(`${JSON.stringify(figure)}\n`);
        },
      });
    } catch (error) {
      broken++;
      process.stderr.write(`${name} could not be measured: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
  if (!values.json) process.stdout.write(table(figures));
  return broken === 0 ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => {
  if (!values.json && figures.length > 0) process.stdout.write(table(figures));
  void endStands().finally(() => process.exit(130));
});
const code = await main();
await endStands();
process.exit(code);
