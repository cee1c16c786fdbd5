import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const long = process.env.HOSTWRIGHT_LONG === '1';

/** Files that wait for leases, kills and restarts: begun first, so that the short ones fill the time beside them. */
const slow = ['lifecycle.test.ts', 'kill.test.ts', 'life.test.ts', 'vanity.test.ts', 'steps.test.ts', 'leases.test.ts', 'postgres.test.ts', 'php.test.ts', 'outcomes.test.ts', 'hub.test.ts'];
const rank = ({ moduleId }: TestSpecification): number => {
  const at = slow.findIndex((name) => moduleId.endsWith(`/${name}`));
  return at === -1 ? slow.length : at;
};

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'db/**/*.test.ts', 'app/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['e2e/global-setup.ts'],
    pool: 'forks',
    // A process keeps its modules from file to file: loading them anew for each was a tenth of the whole.
    isolate: false,
    // One more than the cores: much of it waits for a lease or a process.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    testTimeout: long ? 3_600_000 : 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
