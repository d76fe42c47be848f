import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/state.ts',
    // Most tests start processes, and a machine may be busy: this ends what hangs and measures nothing.
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
