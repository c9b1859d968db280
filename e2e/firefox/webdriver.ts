/** Firefox by the W3C's WebDriver protocol, through geckodriver: no more of it than these tests need. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';

/** What `GECKODRIVER` and `FIREFOX` name; `make test-firefox` sets both. */
const { GECKODRIVER = 'geckodriver', FIREFOX = 'firefox-esr' } = process.env;

/** How WebDriver writes an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Where to look for a role; what is there is asked for its role and name, as Firefox tells them to a screen reader. */
const CANDIDATES = {
  button: 'button, [role=button]',
  dialog: 'dialog[open], [role=dialog]',
  group: '[role=group], fieldset',
  heading: 'h1, h2, h3',
  link: 'a',
  listitem: 'li, [role=listitem]',
  menuitem: '[role=menuitem]',
  option: '[role=option]',
  region: 'section, [role=region]',
  textbox: 'input, textarea',
} as const;

export type Role = keyof typeof CANDIDATES;

const WINDOW = { MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '900' };

const PREFERENCES = {
  // What the page writes to its console comes to geckodriver's output.
  'devtools.console.stdout.content': true,
  'intl.accept_languages': 'en-GB',
  // It asks its maker for nothing meanwhile.
  'services.settings.server': 'data:,',
  'app.normandy.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

export class Firefox {
  readonly #driver: ChildProcess;
  readonly #base: string;
  /** What Firefox and the page have written. */
  readonly output: string[] = [];
  #session = '';

  private constructor(driver: ChildProcess, port: string) {
    this.#driver = driver;
    this.#base = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Firefox> {
    const driver = spawn(GECKODRIVER, ['--port', '0', '--binary', FIREFOX], { stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = createInterface({ input: driver.stdout });
    const port = new Promise<string>((resolve, reject) => {
      driver.once('error', reject);
      driver.once('exit', (code) => reject(new Error(`geckodriver ended with ${code}`)));
      lines.on('line', (line) => {
        const [, found] = line.match(/Listening on 127\.0\.0\.1:(\d+)/) ?? [];
        if (found) resolve(found);
      });
    });
    const firefox = new Firefox(driver, await port);
    for (const each of [lines, createInterface({ input: driver.stderr })]) each.on('line', (line) => firefox.output.push(line));
    const options = { args: ['-headless'], env: WINDOW, prefs: PREFERENCES };
    const capabilities = { alwaysMatch: { browserName: 'firefox', 'moz:firefoxOptions': options } };
    try {
      const { sessionId } = await firefox.#ask('POST', '/session', { capabilities });
      firefox.#session = `/session/${sessionId}`;
    } catch (error) {
      await firefox.stop();
      throw error;
    }
    return firefox;
  }

  async stop(): Promise<void> {
    if (this.#session) await this.#ask('DELETE', this.#session);
    const exit = once(this.#driver, 'exit');
    this.#driver.kill();
    await exit;
  }

  // The shape of an answer is the caller's knowledge.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  async #ask(method: string, path: string, body?: unknown): Promise<any> {
    const json = body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(this.#base + path, { method, ...json });
    const { value } = (await response.json()) as { value: { message?: string; error?: string } };
    if (!response.ok) throw new WebDriverError(`${method} ${path}: ${value.message}`, value.error);
    return value;
  }

  /** The same within this session. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  do(method: string, path: string, body?: unknown): Promise<any> {
    return this.#ask(method, this.#session + path, body);
  }

  async open(url: string): Promise<void> {
    await this.do('POST', '/url', { url });
  }

  /** The result of a function's body in the page. */
  evaluate(script: string): Promise<unknown> {
    return this.do('POST', '/execute/sync', { script, args: [] });
  }

  /** By CSS: for what has no role. */
  css(selector: string): Locator {
    return new Locator(this, selector, selector, async () => true);
  }

  role(role: Role, name: string | RegExp): Locator {
    return new Locator(this, `${role} “${name}”`, CANDIDATES[role], async (element) => {
      const fits = (label: string) => (typeof name === 'string' ? label.trim() === name : name.test(label));
      if (!fits(await this.do('GET', `/element/${element}/computedlabel`))) return false;
      return (await this.do('GET', `/element/${element}/computedrole`)) === role;
    });
  }

  /** A field, by what it is called: a password has no role. */
  label(name: string): Locator {
    const named = async (element: string) => (await this.do('GET', `/element/${element}/computedlabel`)).trim() === name;
    return new Locator(this, `the field “${name}”`, 'input, textarea, select', named);
  }
}

/** What WebDriver says of a command that it did not carry out, with its code (W3C WebDriver, "Handling errors"). */
class WebDriverError extends Error {
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/** An element, looked for anew each time: the page may be redrawn in between. */
export class Locator {
  constructor(
    readonly firefox: Firefox,
    readonly description: string,
    readonly candidates: string,
    readonly fits: (element: string) => Promise<boolean>,
  ) {}

  /** The visible ones. */
  async #all(): Promise<string[]> {
    const found: Array<Record<string, string>> = await this.firefox.do('POST', '/elements', {
      using: 'css selector',
      value: this.candidates,
    });
    const fitting: string[] = [];
    for (const { [ELEMENT]: element = '' } of found) {
      if (await this.#isVisible(element)) fitting.push(element);
    }
    return fitting;
  }

  async #isVisible(element: string): Promise<boolean> {
    try {
      return (await this.firefox.do('GET', `/element/${element}/displayed`)) && (await this.fits(element));
    } catch (error) {
      // Taken out of the page since it was found: it is not there.
      if (error instanceof WebDriverError && error.code === 'stale element reference') return false;
      throw error;
    }
  }

  /** Does something to the one element once it is there and lets itself be used. */
  async #use<Result>(deed: (element: string) => Promise<Result>): Promise<Result> {
    let result: Result | undefined;
    await expect(async () => {
      const all = await this.#all();
      expect(all, this.description).toHaveLength(1);
      result = await deed(`/element/${all[0]}`);
    }).toPass({ timeout: 20_000, intervals: [50, 100, 250] });
    return result as Result;
  }

  async click(): Promise<void> {
    await this.#use((element) => this.firefox.do('POST', `${element}/click`, {}));
  }

  async fill(text: string): Promise<void> {
    await this.#use(async (element) => {
      await this.firefox.do('POST', `${element}/clear`, {});
      await this.firefox.do('POST', `${element}/value`, { text });
    });
  }

  text(): Promise<string> {
    return this.#use((element) => this.firefox.do('GET', `${element}/text`));
  }

  async value(): Promise<string> {
    return this.#use((element) => this.firefox.do('GET', `${element}/property/value`));
  }

  async count(): Promise<number> {
    return (await this.#all()).length;
  }
}
