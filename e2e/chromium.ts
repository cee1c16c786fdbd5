/** Where a Chromium is: the system's, else Playwright's own; installed through apt where that is allowed. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium as playwright } from '@playwright/test';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = (): string | undefined => [...places, playwright.executablePath()].find((path) => existsSync(path));

function install(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('No Chromium was found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium), then run the tests again.');
  }
  process.stderr.write('Installing Chromium (apt-get) …\n');
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update', '-qq'], options as object);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options as object);
}

export function chromium(): string {
  if (found() === undefined) install();
  const path = found();
  if (path === undefined) throw new Error('Chromium was installed, but is in none of the usual places');
  return path;
}
