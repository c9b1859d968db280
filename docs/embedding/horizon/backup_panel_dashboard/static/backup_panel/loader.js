/**
 * Connects the panel in this page to the user's session in Horizon: brings the element, hands it tokens, keeps its
 * route in the page's address. A module of its own, so that no policy has to allow inline scripts for it.
 */

const panel = /** @type {HTMLElement & Record<string, any>} */ (document.querySelector('backup-panel'));
const form = /** @type {HTMLFormElement} */ (document.getElementById('backup-panel-token'));
const notice = /** @type {HTMLElement} */ (document.getElementById('backup-panel-notice'));

/** Shows one of the sentences of the page, or none. */
function say(/** @type {'session' | 'project' | 'files' | null} */ what) {
  for (const sentence of /** @type {NodeListOf<HTMLElement>} */ (notice.querySelectorAll('[data-when]'))) {
    sentence.hidden = sentence.dataset.when !== what;
  }
  notice.hidden = what === null;
}

/** Signing in again changes Django's CSRF token: the cookie has the new one, unless it is kept from scripts. */
function csrfToken() {
  const name = `${form.dataset.csrfCookie}=`;
  const cookie = document.cookie.split('; ').find((each) => each.startsWith(name));
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem('csrfmiddlewaretoken'));
  return cookie ? decodeURIComponent(cookie.slice(name.length)) : field.value;
}

/** Asks Horizon for the token of this session. */
async function ask(/** @type {boolean} */ refused) {
  const body = new FormData(form);
  body.set('csrfmiddlewaretoken', csrfToken());
  if (refused) body.set('refused', '1');
  const response = await fetch(form.action, {
    method: 'POST',
    body,
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'manual',
    // Horizon answers 401 to such a request where it would send others to its sign-in page; not always, though.
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (response.ok) return { token: /** @type {string} */ ((await response.json()).token) };
  return { status: response.type === 'opaqueredirect' ? 401 : response.status };
}

/** Resolves when the user comes back to this page, or says that it is time. */
const comingBack = () =>
  new Promise((resolve) => {
    addEventListener('focus', resolve, { once: true });
    document.getElementById('backup-panel-again')?.addEventListener('click', resolve, { once: true });
  });

let given = false;

/** The panel asks at its start, and again when the cloud has refused the last token. */
panel.getToken = async () => {
  for (let refused = given; ; refused = false) {
    const { token, status } = await ask(refused);
    if (token !== undefined) {
      given = true;
      say(null);
      return token;
    }
    if (status !== 401 && status !== 409) throw new Error(`The dashboard answers ${status}.`);
    // The panel waits meanwhile, with all that was typed: the token is still on its way.
    say(status === 409 ? 'project' : 'session');
    await comingBack();
  }
};

/** The route is kept in the query: the hash is Angular's in Horizon. */
const ROUTE = 'route';
const route = new URL(location.href).searchParams.get(ROUTE);
if (route) panel.setAttribute('route', route);
panel.addEventListener('backup-panel-navigate', (event) => {
  const address = new URL(location.href);
  address.searchParams.set(ROUTE, /** @type {CustomEvent} */ (event).detail.route);
  history.replaceState(history.state, '', address);
});

try {
  await import(/** @type {string} */ (panel.dataset.module));
} catch (error) {
  console.error(error);
  say('files');
}
