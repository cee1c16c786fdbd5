import { defineConfig } from 'vitest/config';

const long = process.env.HOSTWRIGHT_LONG === '1';

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'db/**/*.test.ts', 'app/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['e2e/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: long ? 3_600_000 : 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
