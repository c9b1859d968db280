/**
 * The limit that the panel is held against: a page by hand that shows the same rows of the same answer, and nothing else.
 *
 * It is given a token and where to ask by sessionStorage, and what to ask by the address's fragment (a query of Cinder's,
 * or nothing for the panel's own first request). The same request as the panel's, headers too; the same text in every cell.
 */

/** The panel's row is as high. */
const ROW_PX = 36;
/** What the panel keeps ready below the rows in sight. */
const SPARE_ROWS = 16;

const UNITS = /** @type {const} */ ([
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]);

const { root, project, token } = JSON.parse(sessionStorage.getItem('backup-reference') ?? '{}');
const distance = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const local = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'medium' });
const number = new Intl.NumberFormat();

/** @param {string} tag @param {string | Node} content @param {Record<string, string>} [attributes] */
function make(tag, content, attributes = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(content);
  return element;
}

/** Cinder's times are UTC without saying so. */
function time(/** @type {string | null} */ written) {
  if (!written) return '–';
  const at = Date.parse(`${written}Z`);
  const seconds = (at - Date.now()) / 1_000;
  const [unit, length] = UNITS.find(([, least]) => Math.abs(seconds) >= least) ?? ['minute', 60];
  const title = `${local.format(at)} · ${written.replace('T', ' ')} UTC`;
  return make('time', distance.format(Math.trunc(seconds / length), unit), { datetime: `${written}Z`, title });
}

function row(/** @type {any} */ backup) {
  const { id, status } = backup;
  const tone = status === 'available' ? 'good' : status.startsWith('error') ? 'bad' : 'busy';
  const words = status[0].toUpperCase() + status.slice(1).replace('_', ' ');
  const cells = [
    make('a', backup.name || id.slice(0, 8), { href: `#/backups/${id}` }),
    make('span', words, { 'data-tone': tone }),
    backup.is_incremental ? 'Incremental' : 'Full',
    `${number.format(backup.size)} GiB`,
    make('code', backup.volume_id.slice(0, 8), { title: backup.volume_id }),
    time(backup.created_at),
    time(backup.data_timestamp),
    backup.has_dependent_backups ? 'Yes' : 'No',
  ];
  const line = document.createElement('tr');
  line.dataset.backupId = id;
  line.dataset.status = status;
  line.append(...cells.map((cell) => make('td', cell)));
  return line;
}

async function show() {
  const query = location.hash.slice(1) || 'limit=50&with_count=True';
  const answer = await fetch(`${root}v3/${project}/backups/detail?${query}`, {
    headers: { 'X-Auth-Token': token, 'OpenStack-API-Version': 'volume 3.64', Accept: 'application/json' },
    credentials: 'omit',
    cache: 'no-store',
  });
  const { backups, count } = await answer.json();
  const total = /** @type {HTMLElement} */ (document.querySelector('#total'));
  total.dataset.total = String(count);
  total.textContent = `${number.format(count)} backups`;
  const sight = Math.ceil(innerHeight / ROW_PX) + SPARE_ROWS;
  document.querySelector('tbody')?.replaceChildren(...backups.slice(0, sight).map(row));
}

addEventListener('hashchange', () => void show());
await show();
