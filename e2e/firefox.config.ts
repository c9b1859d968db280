/** The smoke run in Firefox: Playwright only runs the tests here, geckodriver drives the browser (firefox/webdriver.ts). */

import { defineConfig } from '@playwright/test';
import { PANEL_PATH, PANEL_PORT, PANEL_SERVER, PANEL_URL } from './tests/support/environment.ts';

export default defineConfig({
  testDir: 'firefox',
  outputDir: 'test-results/firefox',
  forbidOnly: true,
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  webServer: {
    name: 'panel',
    command: 'node hosting/serve.mjs',
    url: PANEL_URL,
    env: { PANEL_PATH, PANEL_PORT, PANEL_SERVER },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    reuseExistingServer: false,
    timeout: 10_000,
  },
});
