import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/state.ts',
    // Vitest leaves one processor to itself, which is half of a small machine.
    maxWorkers: '100%',
    // A case's whole name stands in its tests' names.
    chaiConfig: { truncateThreshold: 0 },
    // Most tests start processes, and a machine may be busy: this ends what hangs and measures nothing.
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
