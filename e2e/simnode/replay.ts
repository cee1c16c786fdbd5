/** Runs the recorded rows against the simulated node and says where it answers otherwise. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { newFaults } from './faults.ts';
import { control } from './control.ts';
import { Machine, type Outcome } from './machine.ts';
import { commandOf } from './registry.ts';
import { SETUPS, FILES, NOT_COMPARED } from './replaysetup.ts';
import type { World } from './world.ts';

export interface Row {
  id: string;
  argv: string[];
  exit: number | null;
  stdout: string;
  note: string;
}
export type Verdict = { id: string; agrees: true } | { id: string; agrees: false; reason: string; detail: string };

export function recordedRows(): Row[] {
  const text = gunzipSync(readFileSync(new URL('./recorded/transcripts.jsonl.gz', import.meta.url))).toString('utf8');
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** Values that follow from the clock, from chance or from parts of the panel that are not simulated. */
const VOLATILE = /^(TIME|DATE|RKEY|SERIAL|EXP|U_.*|IP_.*|SUSPENDED_USERS|CPU|MEM|RTIME|UPTIME|LOADAVERAGE|TXT|SSL.*|FTP_.*|AUTH_USER|FASTCGI.*|REDIRECT.*|FWD.*|AUTOREPLY|CUSTOM_DOCROOT|WEBMAIL|WEBMAIL_SYSTEM)$/;

function difference(real: unknown, ours: unknown, path: string): string | null {
  if (typeof real === 'object' && typeof ours === 'object' && real !== null && ours !== null) {
    const keys = [...new Set([...Object.keys(real), ...Object.keys(ours)])];
    for (const key of keys) {
      if (!Object.hasOwn(real, key)) return `${path}.${key} only ours`;
      if (!Object.hasOwn(ours, key)) return `${path}.${key} only real`;
      if (VOLATILE.test(key)) continue;
      const found = difference((real as Record<string, unknown>)[key], (ours as Record<string, unknown>)[key], `${path}.${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  return real === ours || (path.endsWith('VALUE') && String(real).includes('v=DKIM1')) ? null : `${path}: real ${JSON.stringify(real)}, ours ${JSON.stringify(ours)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function compare(row: Row, outcome: Outcome): Verdict {
  const no = (reason: string, detail: string): Verdict => ({ id: row.id, agrees: false, reason, detail });
  if (typeof outcome === 'string') return no('exit', outcome);
  if (outcome.exit !== row.exit) return no('exit', `real ${row.exit} ${row.stdout.slice(0, 80)}, ours ${outcome.exit} ${outcome.stdout.slice(0, 80)}`);
  if (row.id.endsWith('-kill') || row.stdout.includes('…[cut')) return { id: row.id, agrees: true };
  if (row.argv.at(-1) !== 'json' || row.exit !== 0) {
    const same = row.stdout === outcome.stdout || row.exit === 0;
    return same ? { id: row.id, agrees: true } : no('text', `real ${row.stdout.slice(0, 120)}, ours ${outcome.stdout.slice(0, 120)}`);
  }
  const found = difference(parsed(row.stdout), parsed(outcome.stdout), '');
  return found === null ? { id: row.id, agrees: true } : no('json', found);
}

/** Why a row is not replayed, or null. */
function skipped(row: Row): string | null {
  const name = row.argv[0] ?? '';
  if (row.exit === null) return 'no exit code recorded';
  if (NOT_COMPARED.has(row.id)) return NOT_COMPARED.get(row.id) ?? '';
  if (row.id.startsWith('conc-') && row.exit !== 0) return 'a race';
  if (name === 'cat' && !(row.argv[1] ?? '').endsWith('.pkg')) return 'a file that is not simulated';
  if (name === 'bash') return 'a probe by shell script';
  if (commandOf(name.replace(/^.*\//, '')) === undefined && row.exit !== 127) return 'a command that is not simulated';
  return null;
}

/** The recorded list shows the certificate and the key that had been installed from /tmp/ssl. */
function certificateFiles(rows: readonly Row[]): readonly (readonly [string, string])[] {
  const shown = rows.find((row) => row.id === 'wssl-list');
  const { CRT = '', KEY = '' } = shown === undefined ? {} : ((JSON.parse(shown.stdout) as Record<string, { CRT?: string; KEY?: string }>)['alpha1.com'] ?? {});
  return [['/tmp/ssl/alpha1.com.crt', CRT], ['/tmp/ssl/alpha1.com.key', KEY], ['/tmp/sslempty/.keep', '']];
}

export function replay(world: World): Verdict[] {
  const faults = newFaults(() => 0);
  const machine = new Machine(world, faults, 0);
  const run = (argv: readonly string[]): Outcome => {
    const outcome = machine.run({ exec: argv.map(quoted).join(' '), root: true, input: () => Promise.resolve(Buffer.alloc(0)), closed: () => false });
    if (outcome instanceof Promise) throw new Error('a replayed command waits');
    return outcome;
  };
  const rows = recordedRows();
  for (const [path, text] of [...FILES, ...certificateFiles(rows)]) world.files.set(path, text);
  return rows.map((row) => {
    for (const step of SETUPS.get(row.id) ?? []) {
      if (Array.isArray(step)) run(step);
      else control(world, machine, faults, step);
    }
    const kill = /SIGKILLed at (\d+) %/.exec(row.note);
    if (kill !== null && row.exit === 137) control(world, machine, faults, { op: 'fault', name: 'half', share: Number(kill[1]) / 100 });
    const reason = skipped(row);
    if (reason !== null) {
      if (row.exit === null) run(row.argv);
      return { id: row.id, agrees: false, reason, detail: '' };
    }
    return compare(row, run(row.argv));
  });
}
