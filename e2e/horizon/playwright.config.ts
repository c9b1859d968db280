import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

const { HORIZON_PORT = '18090' } = process.env;
const url = `http://127.0.0.1:${HORIZON_PORT}/`;

/** A real Horizon with the plugin of docs/embedding/horizon, against the real cloud. */
export default defineConfig({
  ...base,
  testDir: 'tests',
  outputDir: '../test-results/horizon',
  use: { ...base.use, baseURL: url },
  webServer: {
    name: 'horizon',
    command: 'python3 horizon/serve.py',
    cwd: '..',
    url: `${url}auth/login/`,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    reuseExistingServer: false,
    // The first time, its packages are installed and its static files made.
    timeout: 300_000,
  },
});
