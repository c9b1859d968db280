import { defineConfig, devices } from '@playwright/test';
import { WORKERS } from './portals.mjs';
import {
  CHROMIUM,
  CINDER_PORT,
  EDGE_PORT,
  EDGE_URL,
  KEYSTONE_PORT,
  PANEL_PATH,
  PANEL_PORT,
  PANEL_SERVER,
  PANEL_URL,
} from './tests/support/environment.ts';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: WORKERS,
  retries: 0,
  // Guards against hanging, wide enough for a machine that is several times slower than the one they were written on.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: PANEL_URL,
    locale: 'en-GB',
    // Not UTC, so that a time shown in the wrong zone is seen.
    timezoneId: 'Europe/Berlin',
    // Costs a third of the time: TRACE=1 make test-e2e.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: [
    {
      name: 'panel',
      command: 'node hosting/serve.mjs',
      url: PANEL_URL,
      env: { PANEL_PATH, PANEL_PORT, PANEL_SERVER },
      // Its server is a process of its own.
      gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
      reuseExistingServer: false,
      timeout: 10_000,
    },
    {
      name: 'edge',
      command: 'node edge/main.mjs',
      url: `${EDGE_URL}/_edge/ready`,
      env: { EDGE_PORT, KEYSTONE_PORT, CINDER_PORT },
      reuseExistingServer: false,
      timeout: 10_000,
    },
  ],
});
