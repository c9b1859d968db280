/** What the page has under way, and time that passes for the page alone. */

import { expect, type Page, type Request } from '@playwright/test';

/** Follows the requests of a page from the moment it is made. */
export class Traffic {
  #open = new Set<Request>();
  #tokens = new Set<string>();

  constructor(readonly page: Page) {
    page.on('request', (request) => {
      this.#open.add(request);
      const { 'x-auth-token': token } = request.headers();
      if (token) this.#tokens.add(token);
    });
    page.on('requestfinished', (request) => this.#open.delete(request));
    page.on('requestfailed', (request) => this.#open.delete(request));
  }

  /** Every token the page has used so far, the oldest first. */
  get tokens(): string[] {
    return [...this.#tokens];
  }

  /** Resolves when nothing is under way and the page has dealt with what came, code that it asked for included. */
  async settled(): Promise<void> {
    // Between its arrival and its first request, nothing is under way.
    await expect(this.page.locator('[data-coming]'), 'places kept for code that is on its way').toHaveCount(0);
    await expect.poll(() => this.#open.size, { message: 'requests under way', intervals: [5, 10, 20, 50] }).toBe(0);
    // Two turns of the page's event loop, by a way that a fake clock does not stop.
    await this.page.evaluate(async () => {
      for (let turn = 0; turn < 2; turn += 1) {
        await new Promise((resolve) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = resolve;
          channel.port2.postMessage(null);
        });
      }
    });
  }

  /** Stops the page's fake clock, so that only what `pass` lets pass passes. */
  async stopClock(): Promise<void> {
    const pause = async () => {
      const now = await this.page.evaluate(() => Date.now());
      // Some of it passes until the clock is told.
      await this.page.clock.pauseAt(now + 1_000);
      return true;
    };
    // More than that, where the machine is busy elsewhere; then from where it is by now.
    const isLate = (error: Error) => {
      if (!error.message.includes('Cannot fast-forward to the past')) throw error;
      return false;
    };
    while (!(await pause().catch(isLate)));
  }

  /**
   * Lets time pass on the page's fake clock, a second at a time, waiting each time for what that set going.
   * `page.clock.install()` must have been called before the page was loaded.
   */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await this.page.clock.runFor(1_000);
      await this.settled();
    }
  }
}
