import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { authorize, forget } from './authorize.ts';
import { newKey } from './keys.ts';
import type { Command } from './wire.ts';

const [first, second] = [newKey(), newKey()].map(({ publicKey }) => publicKey.trim()) as [string, string];
let home: string;
beforeEach(() => { home = mkdtempSync(join(tmpdir(), 'authorize-')); });
afterEach(() => rmSync(home, { recursive: true, force: true }));

const file = (): string => join(home, '.ssh/authorized_keys');
const keys = (): string[] => readFileSync(file(), 'utf8').split('\n').filter((line) => line !== '').map((line) => line.split(' ')[1] ?? '');
const blob = (line: string): string => line.split(' ')[1] ?? '';
function run({ words: [name = '', ...args] }: Command): boolean {
  try {
    execFileSync(name, args, { env: { ...process.env, HOME: home }, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it('lets a key in once, into a folder and a file that only their owner reads', () => {
  expect([run(authorize(first)), run(authorize(first)), run(authorize(second))]).toEqual([true, true, true]);
  expect(keys()).toEqual([blob(first), blob(second)]);
  expect([statSync(file()).mode & 0o777, statSync(join(home, '.ssh')).mode & 0o777]).toEqual([0o600, 0o700]);
});

it('takes one out and leaves the others as they are, a last line without an end and options included', () => {
  mkdirSync(join(home, '.ssh'));
  writeFileSync(file(), `from="10.0.0.1" ${first}`, { mode: 0o640 });
  expect(run(authorize(second))).toBe(true);
  expect(readFileSync(file(), 'utf8').split('\n')).toEqual([`from="10.0.0.1" ${first}`, expect.stringContaining(blob(second)), '']);
  expect(run(forget(first))).toBe(true);
  expect(keys()).toEqual([blob(second)]);
  expect(statSync(file()).mode & 0o777).toBe(0o640);
});

it('never takes the last one out, and leaves nothing beside the file', () => {
  expect(run(authorize(first))).toBe(true);
  expect(run(forget(first))).toBe(false);
  expect(keys()).toEqual([blob(first)]);
  expect(execFileSync('ls', [join(home, '.ssh')], { encoding: 'utf8' })).toBe('authorized_keys\n');
});

it('takes nothing that is no public key', () => {
  for (const text of ['', 'root ALL', '-----BEGIN OPENSSH PRIVATE KEY-----', '; rm -rf /']) expect(() => authorize(text)).toThrow('does not look like one');
  expect(existsSync(file())).toBe(false);
});
