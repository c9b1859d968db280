import { defineConfig } from '@playwright/test';
import tests from '../playwright.config.ts';
import { PANEL_PATH, PANEL_PORT, PANEL_URL } from '../tests/support/environment.ts';

/** Measures; what must hold is in `../tests`. One thing at a time, on a machine that does nothing else. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../test-results/bench',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 20 * 60_000,
  reporter: [['list'], ['./reporter.ts']],
  use: { ...tests.use, trace: 'off' },
  webServer: {
    name: 'panel and reference',
    command: 'node bench/serve.mjs',
    cwd: '..',
    url: PANEL_URL,
    env: { PANEL_PATH, PANEL_PORT },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    reuseExistingServer: false,
    timeout: 20_000,
  },
});
