/**
 * The page that says that the panel could not start or has stopped, with a report to copy.
 *
 * Plain script, because the wasm is no longer of use by then. Text goes in as text, never as markup.
 */

const TEXTS = {
  stopped: {
    title: 'The panel has stopped',
    text:
      'An error inside the panel has ended it. What you had already sent to the cloud goes on there: ' +
      'reload the page and look at the list before you send anything again.',
  },
  start: {
    title: 'The panel could not start',
    text: 'An error ended the panel while it was starting. Reload the page; if it happens again, send the report below to your administrator.',
  },
  file: {
    title: 'A part of the panel could not be loaded',
    text: 'The connection may have been cut, or a new version may have been put in place meanwhile. Reload the page.',
  },
  browser: {
    title: 'This browser cannot run the panel',
    text:
      'It needs a newer WebAssembly than this browser has or allows. Use a current version of Chrome, Edge, Firefox ' +
      'or Safari. If this is one already, a file of the panel is damaged: send the report below to your administrator.',
  },
  policy: {
    title: 'The web server does not let the panel run',
    text:
      'The content security policy of this site blocks WebAssembly. ' +
      "For the administrator: script-src must contain 'wasm-unsafe-eval'.",
  },
  frame: {
    title: 'The panel does not run in this frame',
    text:
      'The web server does not say which pages may hold it, so that any page could trick you into pressing something here. ' +
      'For the administrator: list the portal in allowed_parents of config.json and send the policy with frame-ancestors ' +
      'that scripts/web_server_config.mjs writes.',
  },
  config: {
    title: 'The configuration cannot be read',
    text:
      'The file config.json beside the panel is not what it should be. For the administrator: correct it, ' +
      'or remove it to start without one. docs/configuration.md describes what may be in it.',
  },
  report: 'Report',
  reportHint: 'It holds no password, no token and no search terms. The addresses of your cloud are in it.',
  copy: 'Copy report',
  copied: 'Copied',
  notCopied: 'Could not be copied: select the text instead',
  reload: 'Reload the page',
};

/** An address without what may be private in it: user, query and fragment. */
function bare(/** @type {string} */ address) {
  const url = new URL(address);
  return url.origin + url.pathname;
}

/** The route with the names of its parameters, but not their values: those are what somebody searched for. */
function bareRoute() {
  const [path, query] = location.hash.split('?', 2);
  const names = [...new URLSearchParams(query ?? '').keys()];
  return (path || '#/') + (names.length > 0 ? `?${names.join('&')}` : '');
}

/** @param {PerformanceResourceTiming} request */
function line({ name, startTime, duration, responseStatus }) {
  // 0 is what the browser says of a failed request, and of one to another origin that keeps it to itself.
  const status = responseStatus ? String(responseStatus) : ' ? ';
  const at = (startTime / 1000).toFixed(1).padStart(8);
  return `${at} s ${duration.toFixed(0).padStart(7)} ms  ${status}  ${bare(name)}`;
}

/** @param {{ kind: string, message: string, version: string, requests: PerformanceResourceTiming[], hasRoute: boolean }} failure */
function report({ kind, message, version, requests, hasRoute }) {
  return [
    `Backup panel ${version}: ${kind}`,
    message,
    '',
    `Time      ${new Date().toISOString()}, ${(performance.now() / 1000).toFixed(1)} s after the page was opened`,
    `Page      ${bare(location.href)}${hasRoute ? bareRoute() : ''}`,
    `Browser   ${navigator.userAgent}`,
    `Window    ${innerWidth} x ${innerHeight}, ${navigator.language}`,
    '',
    'The last requests (start, duration, status, address without its query):',
    ...requests.map(line),
  ].join('\n');
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {Array<Node | string>} children
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {string} label @param {string} kind @param {() => void} press */
function button(label, kind, press) {
  const element = make('button', { type: 'button', class: 'bp-button', 'data-kind': kind }, label);
  element.addEventListener('click', press);
  return element;
}

/** Selects the report and copies it; outside of a secure context the old command is all there is. */
async function copy(/** @type {HTMLElement} */ source) {
  getSelection()?.selectAllChildren(source);
  try {
    await navigator.clipboard.writeText(source.textContent ?? '');
    return true;
  } catch {
    return document.execCommand('copy');
  }
}

/**
 * Replaces whatever is in the root.
 *
 * @param {HTMLElement} root
 * @param {{ kind: 'browser' | 'config' | 'file' | 'frame' | 'policy' | 'start' | 'stopped', message: string, version: string,
 *   requests: PerformanceResourceTiming[], hasRoute: boolean }} failure hasRoute: what is behind the # is the panel's
 */
export function showFailure(root, failure) {
  const { title, text } = TEXTS[failure.kind];
  const heading = make('h1', { tabindex: '-1' }, title);
  const source = make('pre', { class: 'bp-report', tabindex: '0', 'aria-label': TEXTS.report }, report(failure));
  const said = make('span', { role: 'status', class: 'bp-hint' });
  const actions = make(
    'div',
    { class: 'bp-actions' },
    button(TEXTS.reload, 'primary', () => location.reload()),
    button(TEXTS.copy, 'secondary', async () => {
      said.textContent = (await copy(source)) ? TEXTS.copied : TEXTS.notCopied;
    }),
    said,
  );
  const card = make(
    'main',
    { class: 'bp-failure' },
    heading,
    make('p', {}, text),
    make('p', { class: 'bp-server-message' }, failure.message),
    actions,
    make('h2', {}, TEXTS.report),
    make('p', { class: 'bp-hint' }, TEXTS.reportHint),
    source,
  );
  // A dialog of the panel that was open is in the panel's own elements and goes with them.
  root.replaceChildren(make('div', { 'data-backup-panel': '', 'data-failed': failure.kind }, card));
  heading.focus();
}
