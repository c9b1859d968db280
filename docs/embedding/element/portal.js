/** A portal that shows the backups of two projects, each in a panel of its own. */

import { signIn } from './session.js';

const { panel, identityUrl } = await (await fetch('portal.json')).json();
const find = (selector) => document.querySelector(selector);

/** Makes a panel for a project. All that needs to be said is said before it is put into the page. */
function makePanel(session, project) {
  const element = document.createElement('backup-panel');
  element.setAttribute('identity-url', identityUrl);
  element.setAttribute('project', project.id);
  // Tells the two apart in what they keep.
  element.setAttribute('name', project.id);
  element.setAttribute('aria-label', `Backups of ${project.name}`);
  element.setAttribute('role', 'region');
  // Asked at the start, and again whenever the cloud no longer takes the last one.
  element.getToken = () => session.token(project.id);
  return element;
}

/** Writes down what a panel tells. */
function note(event) {
  const line = document.createElement('li');
  line.textContent = `${event.type} ${JSON.stringify(event.detail)}`;
  find('#events').append(line);
}
for (const name of ['ready', 'navigate', 'operation', 'session-end', 'error']) {
  document.addEventListener(`backup-panel-${name}`, note);
}

const appearance = find('#appearance');
const panels = find('#panels');
let session;

find('#sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const { user, password } = Object.fromEntries(new FormData(form));
  try {
    // The script is not needed before, so a visitor who does not sign in does not load it.
    [session] = await Promise.all([signIn(identityUrl, { user, password }), import(panel)]);
  } catch (error) {
    find('#sign-in [role=alert]').textContent = error.message;
    return;
  }
  form.hidden = true;
  form.reset();
  appearance.hidden = false;
  for (const project of session.projects.slice(0, 2)) panels.append(makePanel(session, project));
});

appearance.theme.addEventListener('change', () => {
  const theme = appearance.theme.value;
  document.documentElement.dataset.theme = theme;
  for (const element of panels.children) element.setAttribute('theme', theme);
});

appearance.failed.addEventListener('click', () => {
  for (const element of panels.children) element.navigate('/backups?status=error');
});

appearance.leave.addEventListener('click', () => {
  session.end();
  // Taken out of the page, a panel ends and frees what it holds.
  panels.replaceChildren();
  appearance.hidden = true;
  find('#sign-in').hidden = false;
});
