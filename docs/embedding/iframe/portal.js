/** A portal with a session of its own that shows a panel for each project, signed in as the user is here. */

// A copy of dist/frame-host.js: no script of another origin runs in the portal.
import { connectBackupPanel } from './frame-host.js';

const byId = (id) => document.getElementById(id);

/** Asks the portal's own server. */
async function ask(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** The panels that are open, by project. */
const panels = new Map();

/** The portal's address says which project was looked at last, and where in its panel. */
function place() {
  const query = new URL(location.href).searchParams;
  return { project: query.get('project'), route: query.get('route') ?? '/' };
}

function mirror(project, route) {
  const last = place();
  if (last.project === project && last.route === route) return;
  const address = `?${new URLSearchParams({ project, route })}`;
  // The first place is no step.
  if (last.project === null) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
}

addEventListener('popstate', () => {
  const { project, route } = place();
  panels.get(project)?.navigate(route);
});

function open({ panelUrl, identityUrl }, project, route) {
  const iframe = document.createElement('iframe');
  iframe.title = `Backups of ${project.name}`;
  iframe.allow = 'clipboard-write';
  iframe.src = panelUrl;
  // Connected before the page comes: it signs in without a detour.
  const panel = connectBackupPanel(iframe, {
    origin: new URL(panelUrl).origin,
    identityUrl,
    project: project.id,
    theme: byId('theme').value,
    route,
    // `renew`: the cloud has refused the last one.
    getToken: async ({ renew }) => (await ask('token', { project: project.id, renew })).token,
    onEvent(name, detail) {
      if (name === 'height') iframe.style.height = `${detail.height}px`;
      else if (name === 'navigate') mirror(project.id, detail.route);
      else {
        const line = document.createElement('li');
        line.textContent = `${project.name}: ${name} ${JSON.stringify(detail)}`;
        byId('log').append(line);
      }
    },
  });
  panels.set(project.id, panel);
  mirror(project.id, route);
  byId('panels').append(iframe);
}

async function start() {
  const session = await ask('session');
  byId('sign-in').hidden = session.user !== null;
  byId('sign-out').hidden = session.user === null;
  const last = place();
  for (const project of session.projects) {
    const button = document.createElement('button');
    button.textContent = `Open ${project.name}`;
    button.addEventListener('click', () => {
      button.disabled = true;
      open(session, project, project.id === last.project ? last.route : '/');
    });
    byId('projects').append(button);
    if (project.id === last.project || session.projects.length === 1) button.click();
  }
}

byId('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  try {
    await ask('sign-in', Object.fromEntries(new FormData(form)));
    form.reset();
    await start();
  } catch {
    form.querySelector('[role=alert]').textContent = 'The cloud does not know this user and password.';
  }
});

byId('sign-out').addEventListener('click', async () => {
  for (const panel of panels.values()) panel.disconnect();
  await ask('sign-out');
  location.assign('./');
});

byId('theme').addEventListener('change', ({ currentTarget }) => {
  document.documentElement.dataset.theme = currentTarget.value;
  for (const panel of panels.values()) panel.setTheme(currentTarget.value);
});

await start();
