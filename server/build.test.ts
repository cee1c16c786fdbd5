/** When the pages are built anew. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { digestOf, isBuilt } from './build.ts';

it('pages are built once, and again after an upgrade', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-pages-'));
  const write = (file: string, text: string, at: number): void => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
    utimesSync(join(dir, file), at, at);
  };
  try {
    write('app/embed/page.tsx', 'one', 100);
    write('package-lock.json', '{}', 100);
    expect(isBuilt(dir)).toBe(false);
    write('.next/frame.json', JSON.stringify({ sources: digestOf(dir) }), 200);
    expect(isBuilt(dir)).toBe(true);
    // What is no page's source is let be.
    write('e2e/test.ts', '', 300);
    expect(isBuilt(dir)).toBe(true);
    // Only touched, as by a layer of an image.
    write('package-lock.json', '{}', 300);
    expect(isBuilt(dir)).toBe(true);
    // Unpacked with the time at which it was released, before the build.
    write('app/embed/page.tsx', 'two', 150);
    expect(isBuilt(dir)).toBe(false);
    write('app/embed/page.tsx', 'one', 300);
    write('server/core/view.ts', '', 300);
    expect(isBuilt(dir)).toBe(false);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
