import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '#server/core/secret.ts';
import { DIR, FILE, FILE_SCRIPT, patience, quote, shown, wire, type Command } from './wire.ts';

const SHELLS = ['dash', 'bash'] as const;
const run = promisify(execFile);

/** mulberry32: the same hostile strings each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const NASTY = [
  "'", '"', '`', '$', '$(id)', '`id`', '\\', '\\\\', '\n', '\r\n', '\t', ' ', ';', '&&', '|', '>', '<', '*', '?', '[a-z]', '{a,b}', '~', '!', '#', '%s', '%',
  '${IFS}', "'\\''", '$IFS', '-n', '--', '-e', '=', '()', '\u0001', '\u0007', '\u001b[31m', '\u007f', '\u0080', '\u0081', '\u0088', 'é', 'ü', '💩', '\u202e', '\ufeff', '\u2028', FILE, 'a', '0', '/tmp/x', '..',
] as const;

function hostile(random: () => number): string {
  const parts = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
    random() < 0.8 ? (NASTY[Math.floor(random() * NASTY.length)] ?? 'x') : String.fromCodePoint(1 + Math.floor(random() * 0xd7fe)),
  );
  return parts.join('');
}

const command = (over: Partial<Command>): Command => ({ words: ['true'], changes: false, locks: [], deadline: 5, ...over });

function fed(shell: string, exec: string, stdin: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(shell, ['-c', exec]);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    child.on('close', (code) => resolve({ code, ...output }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

describe.each(SHELLS)('in a real %s', (shell) => {
  it('20,000 hostile words come back byte for byte', { timeout: 60_000 }, async () => {
    const random = chance(20_261_124);
    const words = Array.from({ length: 20_000 }, () => hostile(random));
    for (let from = 0; from < words.length; from += 1_000) {
      const some = words.slice(from, from + 1_000);
      const { stdout } = await run(shell, ['-c', `printf '%s\\0' ${some.map(quote).join(' ')}`], { encoding: 'buffer', maxBuffer: 1e8 });
      expect(stdout.equals(Buffer.from(some.map((word) => `${word}\0`).join('')))).toBe(true);
    }
  });

  it('a folder holds the files byte for byte, is its owner’s only, and is gone afterwards', async () => {
    const random = chance(11);
    const folder = Array.from({ length: 3 }, (_, at) => ({ name: `grüße '$${at}.key`, text: new Secret(Array.from({ length: 500 }, () => hostile(random)).join('').replaceAll('\0', '')) }));
    const script = 'stat -c %a "$1"; for f in "$1"/*; do stat -c %a "$f"; sha256sum <"$f"; done; echo "$1"';
    const { exec, stdin } = wire(command({ words: ['sh', '-c', script, 'x', DIR], folder }));
    const { code, stdout } = await fed(shell, exec, stdin ?? '');
    const hashes = folder.map(({ text }) => createHash('sha256').update(text.reveal()).digest('hex'));
    const lines = stdout.trim().split('\n');
    expect(code).toBe(0);
    expect(lines.slice(0, -1)).toEqual(['700', ...hashes.flatMap((hash) => ['600', `${hash}  -`])]);
    expect(existsSync(lines.at(-1) ?? '/')).toBe(false);
    // A connection that drops half-way leaves nothing and runs nothing.
    expect(await fed(shell, exec, (stdin ?? '').slice(0, -1))).toMatchObject({ code: 13, stdout: '' });
    expect(shown(command({ words: ['/usr/local/hestia/bin/v-add-web-domain-ssl', 'a', DIR], folder }))).toBe('v-add-web-domain-ssl a ••••••');
  });

  it('a word comes unchanged through the script that makes the file', async () => {
    const random = chance(7);
    const words = Array.from({ length: 300 }, () => hostile(random)).filter((word) => word !== FILE);
    const { exec, stdin } = wire(command({ words: ['printf', '%s\\0', ...words], input: 'x' }));
    const { stdout, code } = await fed(shell, exec, stdin ?? '');
    expect({ code, words: stdout.split('\0').slice(0, -1) }).toEqual({ code: 0, words });
  });

  it('hands a secret over in a 0600 file that is gone afterwards, never in argv', async () => {
    const secret = new Secret(`it's "$HOME" \`id\` ü`);
    const script = 'stat -c %a "$1"; cat "$1"; echo; echo "$1"; tr "\\0" " " </proc/$$/cmdline; exit 7';
    const { exec, stdin } = wire(command({ words: ['sh', '-c', script, 'probe', FILE], input: secret }));
    expect(exec).not.toContain('HOME');
    const { code, stdout } = await fed(shell, exec, stdin ?? '');
    const [mode, content, path, argv] = stdout.split('\n');
    expect({ code, mode, content }).toEqual({ code: 7, mode: '600', content: secret.reveal() });
    expect(path).toMatch(/^\/tmp\/hostwright\.\w{10}$/);
    expect(argv).not.toContain('HOME" ');
    await expect(run('stat', [path ?? ''])).rejects.toThrow('No such file');
  });

  it('runs nothing when the file came short', async () => {
    const { exec } = wire(command({ words: ['echo', 'ran'], input: 'the whole secret' }));
    expect(await fed(shell, exec, 'the whole')).toMatchObject({ code: 13, stdout: '' });
  });

  it('keeps the exit code through locks, time limit and the detour of a talkative command', async () => {
    const { exec } = wire(command({ words: ['sh', '-c', 'echo out; echo err >&2; exit 4'], changes: true, locks: ['test-code'], talkative: true }));
    expect(await fed(shell, exec, '')).toMatchObject({ code: 4, stdout: 'out\nerr\n' });
  });

  it('ends a changing command at its deadline', async () => {
    const { exec } = wire(command({ words: ['sleep', '20'], changes: true, deadline: 1 }));
    expect(await fed(shell, exec, '')).toMatchObject({ code: 124 });
  });
});

it('holds a lock while the command runs, and does not leave it to a daemon of the command', async () => {
  const { exec } = wire(command({ words: ['sh', '-c', 'sleep 5 >/dev/null 2>&1 & echo $!'], changes: true, locks: ['test-daemon'] }));
  const { stdout } = await fed('dash', exec, '');
  const again = await fed('dash', wire(command({ words: ['echo', 'free'], changes: true, locks: ['test-daemon'] })).exec.replace('-w 60', '-w 0'), '');
  process.kill(Number(stdout));
  expect(again).toMatchObject({ code: 0, stdout: 'free\n' });
});

it('takes the account before the shared files, and the time limit inside all locks', () => {
  const { exec } = wire(command({ words: ['v-x'], changes: true, locks: ['user-a', 'web'], deadline: 60, sudo: true }));
  expect(exec).toBe(
    'flock -o -E 75 -w 60 /run/lock/hostwright-user-a.lock flock -o -E 75 -w 60 /run/lock/hostwright-web.lock sudo -n timeout -k 10 60 v-x',
  );
  expect(patience(command({ changes: true, locks: ['user-a', 'web'], deadline: 60 }))).toBe(195_000);
  expect(patience(command({ deadline: 20 }))).toBe(20_000);
});

it('refuses an empty word and a NUL', () => {
  expect(() => quote('')).toThrow('empty word');
  expect(() => quote('a\0b')).toThrow('NUL');
});

it('shows people the bare command, its file as dots', () => {
  expect(shown(command({ words: ['/usr/local/hestia/bin/v-add-user', 'a', FILE, 'x y'] }))).toBe("v-add-user a •••••• 'x y'");
  expect(FILE_SCRIPT).toContain('umask 077');
});
