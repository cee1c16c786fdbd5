import { describe, expect, it } from 'vitest';
import { filePath, folderPath, modeWords, nameFault, textOf } from './files.ts';

describe('a path of the files room', () => {
  it.each(['index.html', 'images/logo.png', '.htaccess', 'a b/ü/日本.txt', '%2e%2e/x', '-rf', '$(id)', "it's.txt", 'e\u0301'])('takes %j as it is', (path) => {
    expect(filePath.parse(path)).toBe(path);
  });

  it.each([
    '..', '../x', 'a/../../x', 'a/..', './a', 'a//b', '/etc/passwd', 'a/', '..\\x', 'C:\\x', 'a\0b', 'a\nb', 'a\rb', '\u202Etxt.exe', '\u2028', 'a\uD800b', 'a\uFFFDb', `${'x'.repeat(256)}`, 'ü'.repeat(128), `${'a/'.repeat(1001)}b`,
  ])('refuses %j', (path) => {
    expect(filePath.safeParse(path).success).toBe(false);
    expect(folderPath.safeParse(path).success).toBe(false);
  });

  it('is the whole website as a folder only', () => {
    expect([folderPath.safeParse('').success, filePath.safeParse('').success, nameFault('a/b')]).toEqual([true, false, 'The name is not valid: it holds a slash']);
  });
});

it('permissions are read as a list of files prints them', () => {
  expect([0o644, 0o755, 0, 0o777, 0o604].map(modeWords)).toEqual(['rw-r--r--', 'rwxr-xr-x', '---------', 'rwxrwxrwx', 'rw----r--']);
});

it('a text is UTF-8 and has no byte of nothing; what it begins with is kept', () => {
  expect([textOf(Buffer.from('\uFEFFä')), textOf(Buffer.from([0xff, 0xfe])), textOf(Buffer.from('a\0'))]).toEqual(['\uFEFFä', null, null]);
});
