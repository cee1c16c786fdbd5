import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/chromium.ts';

export default defineConfig({
  testDir: 'e2e/specs',
  // Hot reload compiles every page anew, on the cores that the others need: the long run has it.
  testIgnore: process.env['HOSTWRIGHT_LONG'] === '1' ? [] : ['dev.spec.ts'],
  outputDir: 'var/playwright',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // One more than the cores: much of it waits for nodes that take their time.
  workers: 3,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'var/playwright.json' }]],
  use: { launchOptions: { executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update'] } },
});
